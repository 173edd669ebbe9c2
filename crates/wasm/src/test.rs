//! The tests of a scenario.

use sayso::case::UnreadableCase;
use sayso::{Case, Diagnostic, Explanation};
use serde::Serialize;

use crate::fault::{Fault, faults};
use crate::read;
use crate::shelf::Shelf;

#[derive(Serialize)]
pub(crate) struct TestResult {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    faults: Vec<Fault>,
}

/// A result for each case; where the text itself can't be read, one that says so.
pub(crate) fn run(shelf: &Shelf, text: &str) -> Vec<TestResult> {
    match read::cases(shelf, text) {
        Ok(cases) => {
            cases.into_iter().map(|case| case.map_or_else(unreadable, |case| result(&case))).collect()
        }
        Err(diagnostics) => vec![failed(None, &diagnostics)],
    }
}

fn result(case: &Case) -> TestResult {
    let explanation = Explanation::new(&case.policies, &case.request);
    TestResult {
        name: case.id.clone(),
        expected: case.expected.map(sayso::Expected::as_str),
        decision: Some(explanation.decision().as_str()),
        passed: case.passes(),
        summary: Some(explanation.summary()),
        faults: Vec::new(),
    }
}

fn unreadable(case: UnreadableCase) -> TestResult {
    failed(case.id, &case.diagnostics)
}

fn failed(name: Option<String>, diagnostics: &[Diagnostic]) -> TestResult {
    let name = name.unwrap_or_default();
    TestResult {
        name,
        expected: None,
        decision: None,
        passed: None,
        summary: None,
        faults: faults(diagnostics),
    }
}
