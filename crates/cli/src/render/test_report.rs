//! The report of `sayso test`, for people and as JSON.

mod json;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sayso::Diagnostic;
use sayso::harmless::one_line;

pub(crate) use json::json;

use super::failure;
use crate::command::test::report::{Decider, Place, Reason, Report, TestFailure, Unreadable};
use crate::input::Failure;

/// Tells on standard error what could not be read, once where many cases share a fault.
pub(crate) fn faults(report: &Report) {
    let mut told = BTreeSet::new();
    for (_, unreadable) in report.unreadable() {
        match &unreadable.why {
            Failure::Message(_) => failure::print(&unreadable.why),
            Failure::Faults(diagnostics) => {
                for diagnostic in diagnostics.iter().filter(|it| told.insert(it.to_string())) {
                    failure::print(&Failure::from(diagnostic.clone()));
                }
            }
        }
    }
}

/// A line for each failure with the lines that decided; the counts alone on the last line.
pub(crate) fn text(report: &Report, verbose: bool) -> String {
    let mut text = String::new();
    for test in report.tests() {
        let place = &test.place;
        let line = match &test.failure {
            Some(failure) => format!("{place}: FAILED {}: {}", test.id, explain(failure)),
            None if verbose => format!("{place}: passed {}", test.id),
            None => continue,
        };
        text.push_str(&one_line(&*line));
        text.push('\n');
        if let Some(failure) = &test.failure
            && let Reason::Statement { decider: Decider { snippet: Some(snippet), .. }, .. } = &failure.reason
        {
            text.push_str(snippet);
            text.push_str("\n\n");
        }
    }
    text.push_str(&summary(report));
    text.push('\n');
    text
}

fn summary(report: &Report) -> String {
    let failed = report.failures().count();
    let passed = report.tests().count() - failed;
    let mut summary = format!("{passed} passed, {failed} failed");
    let unreadable = report.unreadable().count();
    if unreadable > 0 {
        let _ = write!(summary, ", {unreadable} unreadable");
    }
    summary
}

/// What was expected, what came, and why.
pub(crate) fn explain(failure: &TestFailure) -> String {
    let by = match &failure.sid {
        None => String::new(),
        Some(sid) if failure.sid_exists => format!(" by `{sid}`"),
        Some(sid) => format!(" by `{sid}` (no statement has this Sid)"),
    };
    let came = format!("expected {}{by}, got {}", failure.expected.as_str(), failure.actual.as_str());
    match &failure.reason {
        Reason::Statement { decider, others } => {
            let name = match &decider.sid {
                Some(sid) => format!("`{sid}`"),
                None => "a statement without Sid".to_owned(),
            };
            let others = match others {
                0 => String::new(),
                1 => " and 1 other statement".to_owned(),
                count => format!(" and {count} other statements"),
            };
            let Decider { effect, layer, place, .. } = decider;
            format!("{came} by {name} at {place} ({} in the {layer}){others}", effect.as_str())
        }
        Reason::Silence { layers, obstacles } => {
            let mut causes = Vec::new();
            if !layers.is_empty() {
                causes.push(format!("silent: {}", layers.join(", ")));
            }
            causes.extend(obstacles.iter().map(|obstacle| (*obstacle).to_owned()));
            if causes.is_empty() {
                causes.push("no policy allows it".to_owned());
            }
            format!("{came}; {}", causes.join("; "))
        }
        Reason::Nothing => format!("{came}; no statement decided"),
    }
}

/// Every fault of a case or file that could not be read, with its place.
pub(crate) fn places(name: &str, unreadable: &Unreadable) -> Vec<(Place, String)> {
    match &unreadable.why {
        Failure::Message(message) => {
            vec![(Place { file: name.to_owned(), line: 1, column: 1 }, message.clone())]
        }
        Failure::Faults(diagnostics) => diagnostics.iter().map(place_and_message).collect(),
    }
}

fn place_and_message(diagnostic: &Diagnostic) -> (Place, String) {
    let at = diagnostic.source.line_column(diagnostic.span.start);
    let place = Place { file: diagnostic.source.name().to_owned(), line: at.line, column: at.column };
    let help = diagnostic.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    (place, format!("{}{help}", diagnostic.message))
}
