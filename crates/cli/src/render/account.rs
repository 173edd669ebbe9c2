//! Answers on whole accounts: who can, and the steps of a chain of roles.

mod what_can;

use std::fmt::Write as _;

use sayso::account::{Entity, Question};
use sayso::harmless::one_line;
use sayso::report::{AccessReport, AdmittedReport, EvidenceReport, PathReport, WhoCanReport};
use sayso::{Decision, Explanation, Settled};

use super::{csv, wrap};

pub(crate) use what_can::{what_can, what_can_csv, what_can_header, what_can_line};

/// Statements shown of one who can.
const MOST_STATEMENTS: usize = 4;

/// `user/ana -> role/Deploy  ALLOWED`, and what that depends on.
pub(crate) fn hop_line(caller: &str, role: &Entity, explanation: &Explanation<'_>) -> String {
    let word = match explanation.decision() {
        Decision::Allowed => "can be assumed",
        Decision::Depends => "may be assumed",
        Decision::ExplicitDeny | Decision::ImplicitDeny => "cannot be assumed",
    };
    let mut line = one_line(format!("{caller} -> {}  {word}", role.short())).into_owned();
    if let Some(Settled::Depends(on)) = explanation.settled() {
        let sets = on.sets().iter().chain(on.allowing().filter(|_| on.sets().is_empty()));
        let sets: Vec<String> = sets
            .map(|set| {
                set.keys()
                    .iter()
                    .map(|key| one_line(key.as_str()).into_owned())
                    .collect::<Vec<_>>()
                    .join(" and ")
            })
            .collect();
        _ = write!(line, ", depending on {}", sets.join("; or "));
    }
    line
}

/// A line of an answer: principal, action, resource, decision.
pub(crate) fn csv_decision(caller: &str, question: &Question<'_>, decision: Decision) -> String {
    let request = &question.request;
    csv::record([caller, request.action.as_str(), &*request.resource.arn, decision.as_str()])
}

/// For a terminal: who can, then who can through roles, then whom those let in.
pub(crate) fn who_can(report: &WhoCanReport) -> String {
    let on = report.resource.as_deref().unwrap_or("some resource");
    let sure = report.direct.iter().filter(|access| access.decision == "allowed").count();
    let maybe = report.direct.len() - sure;
    let mut blocks = vec![
        one_line(format!(
            "{} on {on}: {sure} can, {maybe} may, {} through roles",
            report.action,
            report.paths.len()
        ))
        .into_owned(),
    ];
    let is_named = report.resource.is_some();
    blocks.extend(report.direct.iter().map(|access| direct(access, is_named)));
    if !report.paths.is_empty() {
        blocks.push(section("through roles", report.paths.iter().map(path)));
    }
    if !report.admitted.is_empty() {
        blocks.push(section(
            "let in by the trust policies of those roles",
            report.admitted.iter().map(admitted),
        ));
    }
    if report.stopped_early {
        blocks.push("note: the search for ways through roles stopped early: there may be more".to_owned());
    }
    blocks.extend(gaps(report));
    blocks.join("\n\n")
}

fn section(title: &str, lines: impl Iterator<Item = String>) -> String {
    std::iter::once(title.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

fn word(decision: &str) -> &'static str {
    if decision == "allowed" { "can" } else { "may" }
}

fn direct(access: &AccessReport, is_named: bool) -> String {
    let mut lines = vec![one_line(format!("{}  {}", word(access.decision), access.principal)).into_owned()];
    if !is_named {
        lines.push(wrap::hanging("     on ", &access.resource));
    }
    let shown = access.statements.iter().take(MOST_STATEMENTS);
    lines.extend(shown.map(|statement| wrap::hanging("     ", &self::statement(statement))));
    let more = access.statements.len().saturating_sub(MOST_STATEMENTS);
    lines.extend((more > 0).then(|| format!("     and {more} more statements")));
    lines.extend(depends("     ", &access.depends_on));
    for profile in &access.instance_profiles {
        lines.push(wrap::hanging("     handed out by ", profile));
    }
    lines.join("\n")
}

/// ``allowed by `Read` of ReadReports (shop.json:101:15)``
fn statement(statement: &EvidenceReport) -> String {
    let verb = match (statement.effect, statement.matched) {
        ("Allow", "yes") => "allowed by",
        ("Allow", _) => "may be allowed by",
        (_, "yes") => "denied by",
        _ => "may be denied by",
    };
    let name = if statement.sid.is_empty() {
        format!("statement {}", statement.index + 1)
    } else {
        format!("`{}`", statement.sid)
    };
    let group = statement.group.as_ref().map(|group| format!(", through {group}")).unwrap_or_default();
    let at = &statement.location;
    format!("{verb} {name} of {}{group} ({}:{}:{})", statement.policy, at.file, at.line, at.column)
}

fn sets(sets: &[Vec<String>]) -> String {
    sets.iter().map(|keys| keys.join(" and ")).collect::<Vec<_>>().join("; or ")
}

fn depends(indent: &str, keys: &[Vec<String>]) -> Option<String> {
    (!keys.is_empty()).then(|| wrap::hanging(&format!("{indent}depends on "), &sets(keys)))
}

fn path(path: &PathReport) -> String {
    let names: Vec<&str> = path.path.iter().map(|arn| arn.splitn(6, ':').nth(5).unwrap_or(arn)).collect();
    let account = path.principal.split(':').nth(4).unwrap_or_default();
    let mut line = wrap::hanging(
        &format!("  {}  ", word(path.decision)),
        &format!("{} ({account})", names.join(" -> ")),
    );
    for (role, keys) in path.path.iter().skip(1).zip(&path.depends_on).filter(|(_, keys)| !keys.is_empty()) {
        let role = role.splitn(6, ':').nth(5).unwrap_or(role);
        _ = write!(line, "\n{}", wrap::hanging(&format!("       {role} depends on "), &sets(keys)));
    }
    line
}

fn admitted(admitted: &AdmittedReport) -> String {
    let role = admitted.role.splitn(6, ':').nth(5).unwrap_or(&admitted.role);
    let what = match admitted.kind {
        "anyone" => "anyone".to_owned(),
        kind => format!("{kind} {}", admitted.name),
    };
    let own = matches!(admitted.kind, "account" | "principal" | "anyone");
    let own = if own { ", with permission of their own account" } else { "" };
    let mut line =
        wrap::hanging(&format!("  {}  ", word(admitted.decision)), &format!("{what} -> {role}{own}"));
    if let Some(keys) = depends("       ", &admitted.depends_on) {
        _ = write!(line, "\n{keys}");
    }
    line
}

/// What was not given, each once with the number of those that it concerns.
fn gaps(report: &WhoCanReport) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for gap in report.direct.iter().flat_map(|access| &access.gaps) {
        match counts.iter_mut().find(|(known, _)| known == gap) {
            Some((_, count)) => *count += 1,
            None => counts.push((gap, 1)),
        }
    }
    let shown = counts.iter().take(8);
    let lines = shown.map(|(gap, count)| {
        wrap::hanging("note: ", &format!("{gap}: {count} of those above could be denied"))
    });
    let mut lines: Vec<String> = lines.collect();
    lines.extend(
        (counts.len() > 8).then(|| format!("note: and {} more that was not given", counts.len() - 8)),
    );
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A line for each who can, then for each way.
pub(crate) fn who_can_csv(report: &WhoCanReport) -> String {
    let mut lines =
        vec![csv::record(["how", "principal", "decision", "resource", "by", "dependsOn", "gaps"])];
    for access in &report.direct {
        let by: Vec<String> = access.statements.iter().map(statement).collect();
        let (by, on, gaps) = (by.join("; "), sets(&access.depends_on), access.gaps.join("; "));
        lines.push(csv::record([
            "direct",
            &access.principal,
            access.decision,
            &access.resource,
            &by,
            &on,
            &gaps,
        ]));
    }
    let resource = report.resource.as_deref().unwrap_or_default();
    for path in &report.paths {
        let (by, on): (String, Vec<String>) = (
            path.path.join(" -> "),
            path.depends_on.iter().filter(|keys| !keys.is_empty()).map(|keys| sets(keys)).collect(),
        );
        lines.push(csv::record(["role", &path.principal, path.decision, resource, &by, &on.join("; "), ""]));
    }
    for admitted in &report.admitted {
        let by = format!("{} -> {}", admitted.name, admitted.role);
        let on = sets(&admitted.depends_on);
        lines.push(csv::record([admitted.kind, &admitted.name, admitted.decision, resource, &by, &on, ""]));
    }
    lines.join("\n")
}
