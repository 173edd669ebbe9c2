//! A tighter policy: the proof first, then what goes, then the policy.

use std::fmt::Write as _;

use sayso::harmless::one_line;
use sayso::report::ShrinkReport;

use super::replay;

/// Services named of those that lose something.
const MOST: usize = 20;

pub(crate) fn text(report: &ShrinkReport, written: bool) -> String {
    let mut out = String::new();
    let verdict = if report.events == 0 {
        "NOTHING TO REPLAY"
    } else if !report.would_be_denied.is_empty() {
        "BREAKS CALLS"
    } else if !report.may_be_denied.is_empty() {
        "MAY BREAK CALLS"
    } else {
        "NOTHING BREAKS"
    };
    let name = one_line(replay::short(&report.principal));
    _ = match report.events {
        0 => writeln!(out, "{verdict}  no calls of {name} were given: nothing shows that none breaks\n"),
        events => writeln!(
            out,
            "{verdict}  {events} calls of {name} from {} to {} replayed, {} decided as before\n",
            one_line(&report.first),
            one_line(&report.last),
            report.unchanged
        ),
    };
    replay::list("would be denied", &report.would_be_denied, &mut out);
    replay::list("may be denied: it depends on what the events do not say", &report.may_be_denied, &mut out);
    _ = writeln!(out, "actions allowed  {} -> {}", report.actions_before, report.actions_after);
    let mut taken: Vec<(&String, &usize)> = report.taken.iter().collect();
    taken.sort_by_key(|(service, count)| (std::cmp::Reverse(**count), (*service).clone()));
    let names = taken.iter().take(MOST).map(|(service, count)| format!("{service} {count}"));
    let names: Vec<String> = names.collect();
    let more =
        if taken.len() > MOST { format!(" and {} services more", taken.len() - MOST) } else { String::new() };
    if !names.is_empty() {
        _ = writeln!(out, "taken away       {}{more}", names.join(", "));
    }
    if !report.used_services.is_empty() {
        let names = report.used_services.join(", ");
        _ = writeln!(out, "used, not known by which actions, and kept whole: {}", one_line(&names));
    }
    if !report.not_by_identity.is_empty() {
        let names = report.not_by_identity.join(", ");
        _ = writeln!(out, "used, and allowed by no identity policy here: {}", one_line(&names));
    }
    if !written {
        _ = write!(out, "\n{}", report.text);
    }
    out.truncate(out.trim_end().len());
    out
}
