//! SARIF 2.1.0, which code scanning reads.

use std::collections::BTreeMap;

use sayso::account::Place;
use serde_json::{Value, json};

use super::super::lint::sarif::uri;
use crate::command::audit::code::{Code, Severity};
use crate::command::audit::report::{Report, Shown};

/// One run, with the kinds of findings that there are.
pub(crate) fn log(report: &Report<'_>) -> String {
    let mut kinds: BTreeMap<&str, &Code> = BTreeMap::new();
    for shown in &report.findings {
        kinds.insert(shown.finding.code.name, shown.finding.code);
    }
    let numbers: BTreeMap<&str, usize> =
        kinds.keys().enumerate().map(|(number, name)| (*name, number)).collect();
    let rules: Vec<Value> = kinds.values().map(|code| rule(code)).collect();
    let results: Vec<Value> = report.findings.iter().map(|shown| result(shown, &numbers)).collect();
    let driver = json!({"name": "sayso", "version": env!("CARGO_PKG_VERSION"), "rules": rules});
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn rule(code: &Code) -> Value {
    let help = format!("{}. {} {}", code.title, code.why, code.advice);
    json!({
        "id": code.name,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": format!("{}. {}", code.title, code.why)},
        "help": {"text": help},
        "defaultConfiguration": {"level": level(code.severity)},
        "properties": {"tags": ["iam", "security"], "security-severity": score(code.severity)},
    })
}

fn result(shown: &Shown, numbers: &BTreeMap<&str, usize>) -> Value {
    let finding = &shown.finding;
    let related: Vec<Value> = finding
        .evidence
        .iter()
        .filter_map(|it| {
            let mut location = location(it.place.as_ref()?);
            location.as_object_mut()?.insert("message".into(), json!({"text": it.text}));
            Some(location)
        })
        .collect();
    json!({
        "ruleId": finding.code.name,
        "ruleIndex": numbers.get(finding.code.name),
        "level": level(finding.severity()),
        "message": {"text": finding.message},
        "locations": [location(&finding.place)],
        "relatedLocations": related,
        "partialFingerprints": {"sayso/v1": shown.fingerprint},
        "properties": {"severity": finding.severity().as_str(), "principal": finding.subject, "policy": finding.policy},
    })
}

fn location(place: &Place) -> Value {
    let (start, end) = (place.source.line_column(place.span.start), place.source.line_column(place.span.end));
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(place.source.name())},
        "region": {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column},
    }})
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}

/// As code scanning ranks.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
    }
}
