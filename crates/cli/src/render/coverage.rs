//! What no case exercises, for people and programs.

use std::fmt::Write as _;

use sayso::Source;
use sayso::coverage::{Count, Never, PolicyCoverage, Uncovered};
use sayso::harmless::one_line;
use serde::Serialize;

use crate::command::test::coverage::{CoverageReport, Percent};

/// A line for each policy, then one for each place that is not exercised; last, everything together.
pub(crate) fn text(report: &CoverageReport) -> String {
    let mut text = String::new();
    for policy in &report.policies {
        let name = one_line(name(policy));
        let PolicyCoverage { statements, elements, values, .. } = policy;
        let counts = [("statements", statements), ("elements", elements), ("values", values)];
        let counts = counts.map(|(what, count)| format!("  {what} {}", of(*count)));
        let _ = writeln!(text, "{name}{}", counts.concat());
        for item in &policy.uncovered {
            let at = policy.source.line_column(item.span.start);
            let line = format!("{}:{}:{}: {}", policy.file, at.line, at.column, item.message());
            let _ = writeln!(text, "  {}", one_line(line));
        }
    }
    let all = report.all();
    let _ = writeln!(text, "coverage {} ({})", Percent::of(all), of(all));
    text
}

fn of(count: Count) -> String {
    format!("{}/{}", count.covered, count.total)
}

fn name(policy: &PolicyCoverage) -> String {
    policy.line.map_or_else(|| policy.file.clone(), |line| format!("{}:{line}", policy.file))
}

/// Where something starts and ends; the end is past the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Area<'r> {
    pub(crate) file: &'r str,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) end_line: u32,
    pub(crate) end_column: u32,
}

impl<'r> Area<'r> {
    pub(crate) fn of(file: &'r str, source: &Source, span: sayso::Span) -> Self {
        let (start, end) = (source.line_column(span.start), source.line_column(span.end));
        let (line, column) = (start.line, start.column);
        Self { file, line, column, end_line: end.line, end_column: end.column }
    }
}

#[derive(Serialize)]
pub(crate) struct JsonCoverage<'r> {
    policies: Vec<JsonPolicy<'r>>,
}

#[derive(Serialize)]
struct JsonPolicy<'r> {
    file: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    statements: JsonCount,
    elements: JsonCount,
    values: JsonCount,
    uncovered: Vec<JsonUncovered<'r>>,
}

#[derive(Serialize)]
struct JsonCount {
    covered: usize,
    total: usize,
}

#[derive(Serialize)]
struct JsonUncovered<'r> {
    kind: &'static str,
    statement: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    element: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'r str>,
    #[serde(flatten)]
    area: Area<'r>,
    missing: Vec<&'static str>,
}

/// The `coverage` of the JSON report.
pub(crate) fn json(report: &CoverageReport) -> JsonCoverage<'_> {
    JsonCoverage { policies: report.policies.iter().map(policy).collect() }
}

fn policy(policy: &PolicyCoverage) -> JsonPolicy<'_> {
    let count = |count: Count| JsonCount { covered: count.covered, total: count.total };
    JsonPolicy {
        file: &policy.file,
        line: policy.line,
        statements: count(policy.statements),
        elements: count(policy.elements),
        values: count(policy.values),
        uncovered: policy.uncovered.iter().map(|item| uncovered(policy, item)).collect(),
    }
}

fn uncovered<'r>(policy: &'r PolicyCoverage, item: &'r Uncovered) -> JsonUncovered<'r> {
    JsonUncovered {
        kind: item.kind.as_str(),
        statement: item.statement,
        sid: item.sid.as_deref(),
        element: item.element.as_deref(),
        value: item.value.as_deref(),
        area: Area::of(&policy.file, &policy.source, item.span),
        missing: item.missing.iter().copied().map(Never::as_str).collect(),
    }
}
