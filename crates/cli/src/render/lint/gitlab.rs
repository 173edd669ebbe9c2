//! A Code Quality report, which GitLab compares between branches by its fingerprints.

use sayso::Severity;
use serde::Serialize;

use crate::command::lint::report::{FileReport, Finding, Report};
use crate::input::Failure;

#[derive(Serialize)]
struct Issue<'r> {
    check_name: &'r str,
    description: String,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// An array of issues, those of files that could not be read among them.
pub(super) fn report(report: &Report) -> String {
    let mut issues = Vec::new();
    for file in &report.files {
        issues.extend(file.failure.as_ref().map(|failure| unreadable(file, failure)));
        issues.extend(file.findings.iter().map(|finding| issue(file, finding)));
    }
    serde_json::to_string_pretty(&issues).unwrap_or_default() + "\n"
}

fn issue<'r>(file: &'r FileReport, finding: &'r Finding) -> Issue<'r> {
    let area = finding.area();
    let help = finding.diagnostic.help.iter().map(|help| format!(" ({help})"));
    Issue {
        check_name: finding.diagnostic.code,
        description: finding.diagnostic.message.clone() + &help.collect::<String>(),
        fingerprint: finding.fingerprint.clone(),
        severity: match finding.diagnostic.severity {
            Severity::Error => "critical",
            Severity::SecurityWarning => "major",
            Severity::Warning => "minor",
            Severity::Suggestion => "info",
        },
        location: Location { path: &file.name, lines: Lines { begin: area.line, end: area.end_line } },
    }
}

fn unreadable<'r>(file: &'r FileReport, failure: &'r Failure) -> Issue<'r> {
    let (check_name, description, line) = match failure {
        Failure::Message(message) => ("UNREADABLE", message.as_str(), 1),
        Failure::Faults(faults) => faults.first().map_or(("UNREADABLE", "", 1), |fault| {
            (fault.code, fault.message.as_str(), fault.source.line_column(fault.span.start).line)
        }),
    };
    Issue {
        check_name,
        description: description.to_owned(),
        // There is one for each file.
        fingerprint: format!("unreadable:{}", file.key),
        severity: "blocker",
        location: Location { path: &file.name, lines: Lines { begin: line, end: line } },
    }
}
