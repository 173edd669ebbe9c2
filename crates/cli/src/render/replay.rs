//! Replays: what would be denied first, then how far the answers carry.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sayso::harmless::one_line;
use sayso::report::{Effect, KindReport, NamedCount, ReplayReport, VerdictReport};

use super::csv;

/// Rows shown of a list; the other formats have all.
const MOST: usize = 40;

pub(crate) fn text(report: &ReplayReport, changed: bool) -> String {
    let mut out = String::new();
    if changed {
        effects(report, &mut out);
    } else {
        answers(report, &mut out);
    }
    agreement(report, &mut out);
    left_out(report, &mut out);
    out.truncate(out.trim_end().len());
    out
}

fn effects(report: &ReplayReport, out: &mut String) {
    let count = |effect| report.with_effect(effect).map(|kind| kind.events).sum::<u64>();
    let [denied, may, allowed] = [Effect::Denied, Effect::MayBeDenied, Effect::Allowed].map(count);
    if denied + may + allowed == 0 {
        _ = writeln!(out, "NOTHING CHANGES  {} are decided as before\n", calls(report.decided));
        return;
    }
    let title = if denied > 0 {
        "WOULD BE DENIED"
    } else if may > 0 {
        "MAY BE DENIED"
    } else {
        "WOULD BE ALLOWED"
    };
    let first = [denied, may, allowed].into_iter().find(|count| *count > 0).unwrap_or(0);
    _ = writeln!(out, "{title}  {} of {}\n", first, calls(report.decided));
    let lists = [
        (Effect::Denied, "would be denied"),
        (Effect::MayBeDenied, "may be denied: it depends on what the events do not say"),
        (Effect::Allowed, "would no longer be denied"),
    ];
    for (effect, title) in lists {
        let kinds: Vec<&KindReport> = report.with_effect(effect).collect();
        rows(title, &kinds, KindReport::now, out);
    }
}

fn answers(report: &ReplayReport, out: &mut String) {
    let mut by_decision: BTreeMap<&str, u64> = BTreeMap::new();
    for kind in &report.kinds {
        *by_decision.entry(kind.before.decision).or_default() += kind.events;
    }
    let of = |decision: &str| by_decision.get(decision).copied().unwrap_or_default();
    let denied = of("explicitDeny") + of("implicitDeny");
    _ = writeln!(
        out,
        "{} decided: {} allowed, {denied} denied, {} depend on what the events do not say\n",
        calls(report.decided),
        of("allowed"),
        of("depends")
    );
    let list =
        |wanted: &dyn Fn(&KindReport) -> bool| report.kinds.iter().filter(|kind| wanted(kind)).collect();
    let depends: Vec<&KindReport> = list(&|kind| kind.before.decision == "depends");
    rows("depend on what the events do not say", &depends, |kind| &kind.before, out);
}

/// AWS's answers are a test of the files and of this program.
fn agreement(report: &ReplayReport, out: &mut String) {
    let both = &report.agreement;
    _ = writeln!(
        out,
        "AWS and these files agree on {} ({} allowed, {} denied)",
        calls(both.allowed + both.denied),
        both.allowed,
        both.denied
    );
    let ours = report.kinds.iter().filter(|kind| is_denied_for_sure(&kind.before) && kind.succeeded > 0);
    let theirs =
        report.kinds.iter().filter(|kind| kind.before.decision == "allowed" && kind.denied_by_aws > 0);
    let (ours, theirs): (Vec<_>, Vec<_>) = (ours.collect(), theirs.collect());
    if both.untold > 0 {
        _ = writeln!(out, "  {} failed for other reasons", calls(both.untold));
    }
    if both.depends > 0 {
        _ = writeln!(out, "  of {} the files or the events do not say enough", calls(both.depends));
    }
    _ = writeln!(out);
    let gaps: BTreeSet<&'static str> = report
        .kinds
        .iter()
        .filter(|kind| kind.now().decision == "allowed")
        .flat_map(|kind| kind.now().not_given.iter().copied())
        .collect();
    if !gaps.is_empty() {
        let gaps: Vec<&'static str> = gaps.into_iter().collect();
        _ = writeln!(out, "not given, and could deny what is allowed here: {}\n", names(&gaps));
    }
    rows("succeeded, and these files deny them", &ours, |kind| &kind.before, out);
    rows("were denied by AWS, and these files allow them", &theirs, |kind| &kind.before, out);
}

fn left_out(report: &ReplayReport, out: &mut String) {
    if report.unchecked > 0 {
        _ = writeln!(out, "{} need no permission\n", calls(report.unchecked));
    }
    for (title, counts) in [
        ("not decided: nobody in the account files", &report.strangers),
        ("not decided: unknown to the catalogue", &report.unresolved),
        ("events that are no calls", &report.other_events),
    ] {
        if counts.is_empty() {
            continue;
        }
        let total: u64 = counts.iter().map(|count| count.events).sum();
        _ = writeln!(out, "{title} ({total})");
        let mut most: Vec<&NamedCount> = counts.iter().collect();
        most.sort_by_key(|count| std::cmp::Reverse(count.events));
        for count in most.iter().take(MOST) {
            let name = if count.name.is_empty() { &count.reason } else { &count.name };
            _ = writeln!(out, "{:>8}  {}", count.events, one_line(name));
        }
        more(most.len(), out);
        _ = writeln!(out);
    }
}

fn rows<'k>(
    title: &str,
    kinds: &[&'k KindReport],
    verdict: impl Fn(&'k KindReport) -> &'k VerdictReport,
    out: &mut String,
) {
    if kinds.is_empty() {
        return;
    }
    _ = writeln!(out, "{title} ({})", kinds.iter().map(|kind| kind.events).sum::<u64>());
    let mut most = kinds.to_vec();
    most.sort_by_key(|kind| std::cmp::Reverse(kind.events));
    for kind in most.iter().take(MOST) {
        let verdict = verdict(kind);
        let action = if verdict.action.is_empty() { &kind.before.action } else { &verdict.action };
        let line = format!("{:>8}  {}  {action}", kind.events, short(&kind.principal));
        _ = writeln!(out, "{}", one_line(&line));
        let when = if kind.first == kind.last {
            kind.first.clone()
        } else {
            format!("{} to {}", kind.first, kind.last)
        };
        _ = writeln!(out, "          {}", one_line(format!("{when}  on {}", kind.resource)));
        for line in reasons(verdict) {
            _ = writeln!(out, "          {}", one_line(&line));
        }
    }
    more(most.len(), out);
    _ = writeln!(out);
}

/// A list of calls, by the answer with the changes.
pub(super) fn list(title: &str, kinds: &[KindReport], out: &mut String) {
    rows(title, &kinds.iter().collect::<Vec<_>>(), KindReport::now, out);
}

fn reasons(verdict: &VerdictReport) -> Vec<String> {
    if !verdict.statements.is_empty() {
        return vec![format!("by {}", verdict.statements.join(", "))];
    }
    if !verdict.depends_on.is_empty() {
        return vec![format!("depends on {}", verdict.depends_on.join(" and "))];
    }
    let mut lines = Vec::new();
    lines.extend((!verdict.because.is_empty()).then(|| verdict.because.clone()));
    if verdict.decision == "implicitDeny" && !verdict.not_given.is_empty() {
        lines.push(format!("unless what is not given allows it: {}", names(&verdict.not_given)));
    }
    lines
}

/// Whether it is denied whatever was not given.
fn is_denied_for_sure(verdict: &VerdictReport) -> bool {
    verdict.decision == "explicitDeny" || (verdict.decision == "implicitDeny" && verdict.not_given.is_empty())
}

/// What was not given, in words for people.
fn names(gaps: &[&'static str]) -> String {
    let name = |gap: &&'static str| match *gap {
        "serviceControlPolicies" => "SCPs",
        "resourceControlPolicies" => "RCPs",
        "resourcePolicy" => "policies of resources",
        _ => "policies that the dump only names",
    };
    gaps.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn more(all: usize, out: &mut String) {
    if all > MOST {
        _ = writeln!(out, "          and {} more: --format json has all", all - MOST);
    }
}

fn calls(count: u64) -> String {
    if count == 1 { "1 call".to_owned() } else { format!("{count} calls") }
}

/// `role/team/App` of an ARN.
pub(super) fn short(arn: &str) -> &str {
    arn.splitn(6, ':').nth(5).unwrap_or(arn)
}

pub(crate) fn csv(report: &ReplayReport) -> String {
    let header = [
        "principal",
        "action",
        "resource",
        "events",
        "succeeded",
        "denied_by_aws",
        "first",
        "last",
        "before",
        "after",
        "effect",
        "because",
        "statements",
        "depends_on",
    ];
    let mut lines = vec![csv::record(header)];
    for kind in &report.kinds {
        let now = kind.now();
        let [events, succeeded, denied] =
            [kind.events, kind.succeeded, kind.denied_by_aws].map(|count| count.to_string());
        let action = if now.action.is_empty() { &kind.before.action } else { &now.action };
        lines.push(csv::record([
            kind.principal.as_str(),
            action,
            &kind.resource,
            &events,
            &succeeded,
            &denied,
            &kind.first,
            &kind.last,
            kind.before.decision,
            now.decision,
            kind.effect.as_str(),
            &now.because,
            &now.statements.join(" "),
            &now.depends_on.join(" "),
        ]));
    }
    lines.join("\n")
}
