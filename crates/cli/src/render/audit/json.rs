//! An audit as JSON.

mod usage;

use sayso::account::Place;
use serde::Serialize;

use crate::command::audit::code::Severity;
use crate::command::audit::compare::Known;
use crate::command::audit::graph::{Certainty, Edge};
use crate::command::audit::report::{Report, Shown};

/// Raised when a field goes or changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    now: String,
    accounts: &'r [String],
    findings: Vec<JsonFinding<'r>>,
    paths: Vec<JsonPath<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<JsonComparison<'r>>,
    /// By last accessed information and CloudTrail, where they were given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    usage: Vec<usage::JsonUsage<'r>>,
    notes: &'r [String],
    summary: JsonSummary,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonSummary {
    users: usize,
    roles: usize,
    managed_policies: usize,
    findings: usize,
    critical: usize,
    high: usize,
    medium: usize,
    low: usize,
    in_baseline: usize,
}

#[derive(Serialize)]
struct JsonFinding<'r> {
    code: &'static str,
    severity: &'static str,
    message: &'r str,
    account: &'r str,
    principal: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<&'r str>,
    #[serde(flatten)]
    place: JsonPlace<'r>,
    evidence: Vec<JsonEvidence<'r>>,
    advice: &'static str,
    fingerprint: &'r str,
}

#[derive(Serialize)]
struct JsonPlace<'r> {
    path: &'r str,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct JsonEvidence<'r> {
    text: &'r str,
    #[serde(flatten)]
    place: Option<JsonPlace<'r>>,
}

#[derive(Serialize)]
struct JsonPath<'r> {
    principal: &'r str,
    edges: Vec<JsonEdge<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonEdge<'r> {
    from: &'r str,
    to: &'r str,
    how: &'r str,
    actions: Vec<JsonAction<'r>>,
    certainty: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    depends_on: &'r [String],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonAction<'r> {
    action: &'r str,
    resource: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    passed_to: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonComparison<'r> {
    new: Vec<&'r str>,
    fixed: Vec<JsonKnown<'r>>,
    unchanged: usize,
}

#[derive(Serialize)]
struct JsonKnown<'r> {
    code: &'r str,
    severity: &'static str,
    message: &'r str,
}

/// All of it, indented.
pub(crate) fn document(report: &Report<'_>) -> String {
    let [(_, critical), (_, high), (_, medium), (_, low)] = report.counts();
    let comparison = report.comparison.as_ref().map(|it| JsonComparison {
        new: it.new.iter().map(String::as_str).collect(),
        fixed: it.fixed.iter().map(known).collect(),
        unchanged: it.unchanged,
    });
    let document = Document {
        version: VERSION,
        now: report.now.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        accounts: &report.accounts,
        findings: report.findings.iter().map(finding).collect(),
        paths: paths(report),
        comparison,
        usage: usage::of(report.usage),
        notes: &report.notes,
        summary: JsonSummary {
            users: report.users,
            roles: report.roles,
            managed_policies: report.policies,
            findings: report.findings.len(),
            critical,
            high,
            medium,
            low,
            in_baseline: report.in_baseline,
        },
    };
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn finding(shown: &Shown) -> JsonFinding<'_> {
    let finding = &shown.finding;
    JsonFinding {
        code: finding.code.name,
        severity: Severity::as_str(finding.severity()),
        message: &finding.message,
        account: &finding.account,
        principal: &finding.subject,
        policy: finding.policy.as_deref(),
        place: at(&finding.place),
        evidence: finding
            .evidence
            .iter()
            .map(|it| JsonEvidence { text: &it.text, place: it.place.as_ref().map(at) })
            .collect(),
        advice: finding.code.advice,
        fingerprint: &shown.fingerprint,
    }
}

fn at(place: &Place) -> JsonPlace<'_> {
    let start = place.source.line_column(place.span.start);
    JsonPlace { path: place.source.name(), line: start.line, column: start.column }
}

/// Paths to administrators, shortest first.
fn paths<'r>(report: &'r Report<'_>) -> Vec<JsonPath<'r>> {
    let graph = report.graph;
    let with_edges = (0..graph.entities.len()).filter_map(|number| {
        let path = graph.path(number);
        let holders = graph.holders(number);
        let principal = graph.entities.get(number)?.arn.as_str();
        let ends = holders.iter().skip(1).map(|it| it.arn.as_str()).chain(["administrator"]);
        let edges = path.into_iter().zip(&holders).zip(ends);
        let edges: Vec<JsonEdge<'r>> = edges.map(|((it, from), to)| edge(it, &from.arn, to)).collect();
        (!edges.is_empty()).then_some(JsonPath { principal, edges })
    });
    let mut paths: Vec<JsonPath<'r>> = with_edges.collect();
    paths.sort_by_key(|path| path.edges.len());
    paths
}

fn edge<'r>(edge: &'r Edge, from: &'r str, to: &'r str) -> JsonEdge<'r> {
    let (certainty, depends_on): (_, &[String]) = match &edge.certainty {
        Certainty::Certain => ("certain", &[]),
        Certainty::Depends(keys) => ("depends", keys),
        Certainty::Possible => ("possible", &[]),
    };
    let actions = edge.requests.iter().map(|asked| JsonAction {
        action: &asked.action,
        resource: &asked.resource,
        passed_to: asked.passed_to,
    });
    JsonEdge { from, to, how: &edge.how, actions: actions.collect(), certainty, depends_on }
}

fn known(known: &Known) -> JsonKnown<'_> {
    JsonKnown { code: &known.code, severity: known.severity.as_str(), message: &known.message }
}
