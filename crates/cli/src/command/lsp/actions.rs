//! Fixes of findings, and their suppression.

use serde_json::{Value, json};

use super::diagnostics;
use super::position::{Range, Unit};
use super::suppress::{self, Suppression};
use super::text::Text;
use crate::command::lint::report::Finding;

/// The kind of all of them.
pub(super) const KIND: &str = "quickfix";

/// What is asked for.
pub(super) struct Asked<'a> {
    pub(super) uri: &'a str,
    pub(super) text: &'a Text,
    pub(super) range: Range,
    pub(super) unit: Unit,
}

/// The actions for the findings that the range touches; the text has been checked. `settings` gives the text of
/// settings at a path.
pub(super) fn all(asked: &Asked<'_>, settings: &dyn Fn(&std::path::Path) -> Option<String>) -> Vec<Value> {
    let Some(Ok(report)) = asked.text.checked() else { return Vec::new() };
    let touched = |finding: &&Finding| {
        let range = asked.text.range_in(&finding.diagnostic, finding.diagnostic.span, asked.unit);
        range.start <= asked.range.end && asked.range.start <= range.end
    };
    let touched: Vec<&Finding> = report.findings.iter().filter(touched).collect();
    let fixes = touched.iter().filter_map(|finding| fix(asked, finding));
    let suppressions = touched.iter().filter_map(|finding| {
        let suppression = suppress::of(asked.text, report, finding, settings)?;
        Some(suppressing(asked, finding, &suppression))
    });
    fixes.chain(suppressions).collect()
}

fn fix(asked: &Asked<'_>, finding: &Finding) -> Option<Value> {
    let fix = finding.fix()?;
    let edits = fix
        .edits
        .iter()
        .map(|edit| json!({"range": asked.text.range(edit.span, asked.unit), "newText": edit.replacement}));
    let warning = if fix.is_safe { "" } else { " (unsafe: decisions may change)" };
    let title = format!("{}{warning}", fix.title);
    let edits: Vec<Value> = edits.collect();
    Some(action(asked, finding, &title, asked.uri, &json!(edits), fix.is_safe))
}

fn suppressing(asked: &Asked<'_>, finding: &Finding, suppression: &Suppression) -> Value {
    let title = format!("do not report {} here (sayso.toml)", finding.diagnostic.code);
    let edits = json!([{"range": suppression.range, "newText": suppression.text}]);
    action(asked, finding, &title, &suppression.uri, &edits, false)
}

fn action(
    asked: &Asked<'_>,
    finding: &Finding,
    title: &str,
    uri: &str,
    edits: &Value,
    is_preferred: bool,
) -> Value {
    let diagnostic = diagnostics::one(asked.uri, asked.text, &finding.diagnostic, asked.unit, false);
    json!({
        "title": title,
        "kind": KIND,
        "diagnostics": [diagnostic],
        "isPreferred": is_preferred,
        "edit": {"changes": {uri: edits}},
    })
}
