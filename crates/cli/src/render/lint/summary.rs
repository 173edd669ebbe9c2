//! The figures of a run in a sentence.

use std::fmt::Write as _;

use crate::command::lint::report::{Report, Summary};
use sayso::harmless::one_line;

/// "3 findings in 2 of 14 policies (1 error, 2 warnings), 1 fixable with --fix".
pub(crate) fn summary(report: &Report) -> String {
    let summary = report.summary();
    if summary.policies == 0 && summary.findings == 0 {
        // Why there is nothing has been told.
        if summary.unreadable > 0 || report.files.is_empty() && report.nowhere > 0 {
            return String::new();
        }
        return format!("no policy found in {}\n", count(report.files.len(), "file", "files"));
    }
    let policies = count(summary.policies, "policy", "policies");
    let mut text = if summary.findings == 0 {
        format!("no findings in {policies}")
    } else {
        let findings = count(summary.findings, "finding", "findings");
        let flawed = summary.policies_with_findings;
        let severities = severities(&summary);
        format!("{findings} in {flawed} of {policies} ({severities})")
    };
    for (number, what) in [
        (summary.fixable, "fixable with --fix"),
        (summary.unsafely_fixable, "fixable with --fix --unsafe-fixes"),
        (summary.fixed, "fixed"),
        (summary.suppressed, "suppressed"),
        (summary.in_baseline, "in the baseline"),
        (summary.stale_in_baseline, "in the baseline no more found"),
        (summary.unreadable, "unreadable"),
    ] {
        if number > 0 {
            let _ = write!(text, ", {number} {what}");
        }
    }
    text + "\n"
}

fn severities(summary: &Summary) -> String {
    let counts = [
        (summary.errors, "error", "errors"),
        (summary.security_warnings, "security warning", "security warnings"),
        (summary.warnings, "warning", "warnings"),
        (summary.suggestions, "suggestion", "suggestions"),
    ];
    let present = counts.into_iter().filter(|(number, ..)| *number > 0);
    present.map(|(number, one, many)| count(number, one, many)).collect::<Vec<_>>().join(", ")
}

/// A number with its noun.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What `--write-baseline` did.
pub(crate) fn wrote_baseline(path: &str, number: usize) -> String {
    format!("wrote {}: {}", one_line(path), count(number, "finding", "findings"))
}
