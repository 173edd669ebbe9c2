//! The report of `sayso audit`, for people and programs.

mod html;
mod json;
mod markdown;
mod sarif;
mod text;

use std::fmt::Write as _;

use sayso::account::Place;

use crate::command::audit::report::Report;

pub(crate) use html::page as html;
pub(crate) use json::document as json;
pub(crate) use markdown::table as markdown;
pub(crate) use sarif::log as sarif;
pub(crate) use text::full as text;

/// The figures in a line: "3 critical, 2 high, 0 medium, 9 low".
pub(crate) fn summary(report: &Report<'_>) -> String {
    let counts: Vec<String> =
        report.counts().iter().map(|(severity, count)| format!("{count} {}", severity.as_str())).collect();
    let mut text = format!("{} ({})", counted(report.findings.len(), "finding"), counts.join(", "));
    if report.in_baseline > 0 {
        _ = write!(text, ", {} in the baseline", report.in_baseline);
    }
    if let Some(comparison) = &report.comparison {
        let (new, fixed) = (comparison.new.len(), comparison.fixed.len());
        let same = comparison.unchanged;
        _ = write!(text, "; since then {new} new, {fixed} fixed, {same} unchanged");
    }
    text
}

/// What was looked at: "2 accounts, 5 users, 9 roles, 4 managed policies".
fn looked_at(report: &Report<'_>) -> String {
    [
        counted(report.accounts.len(), "account"),
        counted(report.users, "user"),
        counted(report.roles, "role"),
        match report.policies {
            1 => "1 managed policy".to_owned(),
            count => format!("{count} managed policies"),
        },
    ]
    .join(", ")
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn place(place: &Place) -> String {
    place.source.place(place.span)
}
