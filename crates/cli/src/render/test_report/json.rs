//! The report of `sayso test` for programs.

use serde::Serialize;

use super::places;
use crate::command::test::report::{Decider, Place, Reason, Report, TestFailure, TestReport};
use crate::render::coverage::{self, JsonCoverage};
use crate::render::mutation::{self, JsonMutation};

#[derive(Serialize)]
struct JsonReport<'r> {
    passed: usize,
    failed: usize,
    failures: Vec<JsonFailure<'r>>,
    errors: Vec<JsonError<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<JsonCoverage<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mutation: Option<JsonMutation<'r>>,
}

#[derive(Serialize)]
struct JsonFailure<'r> {
    id: &'r str,
    expected: &'static str,
    actual: &'static str,
    #[serde(flatten)]
    place: &'r Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'r str>,
    #[serde(rename = "decidedBy", skip_serializing_if = "Option::is_none")]
    decided_by: Option<JsonReason<'r>>,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct JsonReason<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_sid: Option<&'r str>,
    #[serde(flatten)]
    statement: Option<JsonDecider<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silent: Option<&'r [String]>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    obstacles: &'r [&'static str],
}

#[derive(Serialize)]
struct JsonDecider<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'r str>,
    effect: &'static str,
    layer: &'r str,
    policy: &'r str,
    #[serde(flatten)]
    place: &'r Place,
}

#[derive(Serialize)]
struct JsonError<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'r str>,
    #[serde(flatten)]
    place: Place,
    message: String,
}

/// One object.
pub(crate) fn json(report: &Report) -> String {
    let failures: Vec<_> = report.failures().map(|(test, failure)| json_failure(test, failure)).collect();
    let errors = report.unreadable().flat_map(|(name, unreadable)| {
        let id = unreadable.id.as_deref();
        places(name, unreadable).into_iter().map(move |(place, message)| JsonError { id, place, message })
    });
    let passed = report.tests().count() - failures.len();
    let report = JsonReport {
        passed,
        failed: failures.len(),
        failures,
        errors: errors.collect(),
        coverage: report.coverage.as_ref().map(coverage::json),
        mutation: report.mutation.as_ref().map(mutation::json),
    };
    // Maps with text keys, numbers and text: nothing that JSON could not hold.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn json_failure<'r>(test: &'r TestReport, failure: &'r TestFailure) -> JsonFailure<'r> {
    let mut reason = JsonReason { expected_sid: failure.sid.as_deref(), ..JsonReason::default() };
    match &failure.reason {
        Reason::Statement { decider, .. } => reason.statement = Some(json_decider(decider)),
        Reason::Silence { layers, obstacles } => {
            reason.silent = Some(layers);
            reason.obstacles = obstacles;
        }
        Reason::Nothing => {}
    }
    let something = reason.expected_sid.is_some() || !matches!(failure.reason, Reason::Nothing);
    JsonFailure {
        id: &test.id,
        expected: failure.expected.as_str(),
        actual: failure.actual.as_str(),
        place: &test.place,
        description: test.description.as_deref(),
        decided_by: something.then_some(reason),
    }
}

fn json_decider(decider: &Decider) -> JsonDecider<'_> {
    JsonDecider {
        sid: decider.sid.as_deref(),
        effect: decider.effect.as_str(),
        layer: &decider.layer,
        policy: &decider.policy,
        place: &decider.place,
    }
}
