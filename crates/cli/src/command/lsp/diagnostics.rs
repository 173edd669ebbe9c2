//! Findings, as editors show them.

use sayso::{Diagnostic, Severity, Span};
use serde_json::{Value, json};

use super::position::Unit;
use super::text::{Checked, Text};
use crate::input::Failure;
use crate::render::failure;

/// What is to be shown of a text, which has been checked.
pub(super) fn all(uri: &str, text: &Text, unit: Unit, with_related: bool) -> Vec<Value> {
    let Some(checked) = text.checked() else { return Vec::new() };
    let shown = |diagnostic: &Diagnostic| one(uri, text, diagnostic, unit, with_related);
    let failure = match checked {
        Ok(report) => report.failure.as_ref(),
        Err(failure) => Some(failure),
    };
    let faults = failure.map(|failure| faults(text, failure, &shown)).unwrap_or_default();
    faults.into_iter().chain(findings(checked).map(shown)).collect()
}

fn findings(checked: &Checked) -> impl Iterator<Item = &Diagnostic> {
    checked.iter().flat_map(|report| &report.findings).map(|finding| &finding.diagnostic)
}

/// A finding.
pub(super) fn one(uri: &str, text: &Text, diagnostic: &Diagnostic, unit: Unit, with_related: bool) -> Value {
    let help = diagnostic.help.iter().map(|help| format!(" ({help})"));
    let mut shown = json!({
        "range": text.range_in(diagnostic, diagnostic.span, unit),
        "severity": severity(diagnostic.severity),
        "code": diagnostic.code,
        "source": "sayso",
        "message": diagnostic.message.clone() + &help.collect::<String>(),
    });
    let related = diagnostic.labels.iter().map(|(span, label)| {
        let range = text.range_in(diagnostic, *span, unit);
        json!({"location": {"uri": uri, "range": range}, "message": label})
    });
    let related: Vec<Value> = related.collect();
    if let Some(members) = shown.as_object_mut().filter(|_| with_related && !related.is_empty()) {
        members.insert("relatedInformation".to_owned(), Value::Array(related));
    }
    shown
}

/// Error, warning or information: the protocol has no severity for what is allowed by mistake.
fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 1,
        Severity::SecurityWarning | Severity::Warning => 2,
        Severity::Suggestion => 3,
    }
}

/// Why a text or its settings can't be read. What is wrong elsewhere is told at the beginning, with its place.
fn faults(text: &Text, failure: &Failure, shown: &dyn Fn(&Diagnostic) -> Value) -> Vec<Value> {
    let at_start = |message: &str| {
        let range = text.range(Span::at(0), Unit::Utf16);
        json!({"range": range, "severity": 1, "source": "sayso", "message": message})
    };
    match failure {
        Failure::Faults(faults) if faults.iter().all(|fault| text.is_own(fault)) => {
            faults.iter().map(shown).collect()
        }
        failure => vec![at_start(failure::text(failure).lines().next().unwrap_or_default())],
    }
}
