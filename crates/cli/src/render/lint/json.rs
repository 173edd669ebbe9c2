//! Findings as JSON.

use sayso::{LineColumn, PolicyType, Severity};
use serde::Serialize;

use crate::command::lint::report::{Area, FileReport, Finding, Report, Summary};
use crate::command::lint::select;
use crate::input::Failure;

/// Raised when a field goes or changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    findings: Vec<JsonFinding<'r>>,
    errors: Vec<JsonError>,
    summary: Summary,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonFinding<'r> {
    code: &'static str,
    severity: &'static str,
    message: &'r str,
    path: &'r str,
    #[serde(flatten)]
    place: JsonArea,
    pointer: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    policy: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'r str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<JsonLabel<'r>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    action_sets: &'r [Vec<String>],
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<JsonFix<'r>>,
    fingerprint: &'r str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonArea {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl From<Area> for JsonArea {
    fn from(Area { line, column, end_line, end_column }: Area) -> Self {
        Self { line, column, end_line, end_column }
    }
}

#[derive(Serialize)]
struct JsonLabel<'r> {
    message: &'r str,
    #[serde(flatten)]
    place: JsonArea,
}

#[derive(Serialize)]
struct JsonFix<'r> {
    title: &'r str,
    safe: bool,
    edits: Vec<JsonEdit<'r>>,
}

#[derive(Serialize)]
struct JsonEdit<'r> {
    #[serde(flatten)]
    place: JsonArea,
    text: &'r str,
}

#[derive(Serialize)]
struct JsonError {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

/// All findings and the figures, indented.
pub(super) fn document(report: &Report) -> String {
    let findings = report.findings().map(|(file, finding)| json(file, finding)).collect();
    let errors = report.files.iter().flat_map(errors).collect();
    let document = Document { version: VERSION, findings, errors, summary: report.summary() };
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// One finding, on one line.
pub(super) fn line(file: &FileReport, finding: &Finding) -> String {
    serde_json::to_string(&json(file, finding)).unwrap_or_default() + "\n"
}

fn json<'r>(file: &'r FileReport, finding: &'r Finding) -> JsonFinding<'r> {
    let diagnostic = &finding.diagnostic;
    let area = |span| JsonArea::from(Area::of(&diagnostic.source, span));
    let labels = diagnostic.labels.iter();
    let fix = finding.fix().map(|fix| JsonFix {
        title: &fix.title,
        safe: fix.is_safe,
        edits: fix.edits.iter().map(|it| JsonEdit { place: area(it.span), text: &it.replacement }).collect(),
    });
    JsonFinding {
        code: diagnostic.code,
        severity: severity(diagnostic.severity),
        message: &diagnostic.message,
        path: &file.name,
        place: area(diagnostic.span),
        pointer: &finding.pointer,
        policy: &finding.label,
        policy_type: finding.policy_type.map(PolicyType::as_str),
        sid: finding.sid.as_deref(),
        help: diagnostic.help.as_deref(),
        labels: labels.map(|(span, message)| JsonLabel { message, place: area(*span) }).collect(),
        action_sets: &diagnostic.action_sets,
        fix,
        fingerprint: &finding.fingerprint,
    }
}

/// The word in machine-read reports.
fn severity(severity: Severity) -> &'static str {
    select::severity_word(severity)
}

fn errors(file: &FileReport) -> Vec<JsonError> {
    let path = || file.name.clone();
    match &file.failure {
        None => Vec::new(),
        Some(Failure::Message(message)) => {
            vec![JsonError { path: path(), code: None, message: message.clone(), line: None, column: None }]
        }
        Some(Failure::Faults(faults)) => {
            let error = |fault: &sayso::Diagnostic| {
                let LineColumn { line, column } = fault.source.line_column(fault.span.start);
                let (code, message) = (Some(fault.code), fault.message.clone());
                JsonError { path: path(), code, message, line: Some(line), column: Some(column) }
            };
            faults.iter().map(error).collect()
        }
    }
}
