//! Workflow commands, which GitHub shows beside the lines they are about.

use std::fmt::Write as _;

use sayso::Severity;
use sayso::harmless::is_harmless;

use super::super::coverage_annotations::{data, property};
use crate::command::lint::report::{FileReport, Finding, Report};
use crate::input::Failure;

/// The command of a finding.
pub(super) fn command(file: &FileReport, finding: &Finding) -> String {
    let level = match finding.diagnostic.severity {
        Severity::Error => "error",
        Severity::SecurityWarning | Severity::Warning => "warning",
        Severity::Suggestion => "notice",
    };
    let area = finding.area();
    let (path, code) = (path(file), property(finding.diagnostic.code));
    let help = finding.diagnostic.help.iter().map(|help| format!(" ({help})"));
    let message = data(&(finding.diagnostic.message.clone() + &help.collect::<String>()));
    // GitHub takes columns where a place is within one line only.
    let is_within = area.line == area.end_line;
    let columns = if is_within {
        format!(",col={},endColumn={}", area.column, area.end_column.max(area.column + 1))
    } else {
        String::new()
    };
    format!(
        "::{level} file={path},line={},endLine={}{columns},title={code}::{message}\n",
        area.line, area.end_line
    )
}

/// What would steer the terminal of whoever reads the log is no part of a path that anybody means.
fn path(file: &FileReport) -> String {
    let steers = |c: char| !is_harmless(c) && !matches!(c, '\r' | '\n');
    property(&file.name.replace(steers, "\u{fffd}"))
}

/// An error for each file that could not be read.
pub(super) fn faults(report: &Report) -> String {
    let mut text = String::new();
    for file in &report.files {
        let path = path(file);
        match &file.failure {
            None => {}
            Some(Failure::Message(message)) => {
                let _ = writeln!(text, "::error file={path}::{}", data(message));
            }
            Some(Failure::Faults(faults)) => {
                for fault in faults {
                    let place = fault.source.line_column(fault.span.start);
                    let (line, column, code) = (place.line, place.column, property(fault.code));
                    let message = data(&fault.message);
                    let _ = writeln!(
                        text,
                        "::error file={path},line={line},col={column},title={code}::{message}"
                    );
                }
            }
        }
    }
    text
}
