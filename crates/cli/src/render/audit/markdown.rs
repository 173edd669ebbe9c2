//! An audit for a pull request or a wiki.

use std::fmt::Write as _;

use super::super::lint::markdown::{code, prose};
use super::{looked_at, place, summary};
use crate::command::audit::report::Report;

/// Findings that a comment holds; pages have limits.
const MOST: usize = 300;

/// A table, worst first, and the figures.
pub(crate) fn table(report: &Report<'_>) -> String {
    let mut text = format!("{} in {}.\n\n", prose(&summary(report)), prose(&looked_at(report)));
    if !report.findings.is_empty() {
        text.push_str("| severity | code | what | place |\n|---|---|---|---|\n");
    }
    for shown in report.findings.iter().take(MOST) {
        let finding = &shown.finding;
        let is_new = report.comparison.as_ref().is_some_and(|it| it.new.contains(&shown.fingerprint));
        let mark = if is_new { "**new** " } else { "" };
        let severity = finding.severity().as_str();
        let (message, place) = (prose(&finding.message), code(&place(&finding.place)));
        let _ = writeln!(text, "| {severity} | {mark}{} | {message} | {place} |", code(finding.code.name));
    }
    if report.findings.len() > MOST {
        let _ = writeln!(text, "\nand {} more.", report.findings.len() - MOST);
    }
    for known in report.comparison.iter().flat_map(|it| &it.fixed) {
        let _ = writeln!(text, "\nFixed: {} {}", code(&known.code), prose(&known.message));
    }
    for note in &report.notes {
        let _ = writeln!(text, "\nNote: {}", prose(note));
    }
    text
}
