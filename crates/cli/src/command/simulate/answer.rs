//! The answers of a simulation, one or a table, in the format asked for.

use std::collections::BTreeSet;

use anstream::eprintln;
use sayso::report::Report;
use sayso::{Decision, Expected, Explanation};

use super::Format;
use crate::exit::Exit;
use crate::output;
use crate::render::{table, verdict};
use sayso::harmless::one_line;

/// Collects what one run answers and prints it.
pub(crate) struct Answers {
    format: Format,
    several: bool,
    reports: Vec<Report>,
    warned: BTreeSet<String>,
}

impl Answers {
    pub(crate) fn new(format: Format, requests: usize) -> Self {
        Self { format, several: requests > 1, reports: Vec::new(), warned: BTreeSet::new() }
    }

    /// Prints an answer, or keeps it for a table.
    pub(crate) fn add(&mut self, explanation: &Explanation<'_>, warnings: &[String], doubts: Vec<String>) {
        let mut report = Report::new(explanation, notes(explanation, warnings));
        for warning in warnings.iter().chain(&doubts) {
            if self.warned.insert(warning.clone()) {
                eprintln!("warning: {}", one_line(warning));
            }
        }
        report.warnings = doubts;
        match (self.format, self.several) {
            (Format::Text, false) => output::line(verdict::text(explanation, &report)),
            (Format::Markdown, false) => output::line(verdict::markdown(explanation, &report)),
            (Format::Jsonl, _) => output::line(json_line(&report)),
            _ => {}
        }
        self.reports.push(report);
    }

    pub(crate) fn finish(&self) {
        match (self.format, self.several) {
            (Format::Json, false) => self.reports.iter().for_each(|report| output::line(json(report))),
            (Format::Json, true) => output::line(json(&self.reports)),
            (Format::Text, true) => output::line(table::text(&self.reports)),
            (Format::Markdown, true) => output::line(table::markdown(&self.reports)),
            _ => {}
        }
    }
}

/// The part of the exit code that this decision makes.
pub(crate) fn judge(explanation: &Explanation<'_>, expected: Option<Expected>) -> Exit {
    let decision = explanation.decision();
    match (expected, decision) {
        (Some(expected), _) if expected.accepts(decision) => Exit::Success,
        (Some(_), _) | (None, Decision::ExplicitDeny | Decision::ImplicitDeny) => Exit::Negative,
        (None, Decision::Allowed) => Exit::Success,
        (None, Decision::Depends) => Exit::Depends,
    }
}

/// What changes how an answer must be read.
fn notes(explanation: &Explanation<'_>, warnings: &[String]) -> Vec<String> {
    warnings.iter().cloned().chain(explanation.notes()).collect()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn json_line(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
