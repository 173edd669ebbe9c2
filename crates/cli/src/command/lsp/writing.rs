//! Completion and hover.

use sayso::assist::{self, Completion, CompletionKind, Completions, Hover};
use sayso::json::Limits;
use sayso::{PolicyType, Span};
use sayso_catalog::ServiceReference;
use serde_json::{Value, json};

use super::position::Unit;
use super::text::Text;
use crate::input::found;

/// What could be written at a byte of a text.
pub(super) fn complete(text: &Text, offset: usize, unit: Unit, with_snippets: bool) -> Value {
    let reference = ServiceReference::embedded();
    let found = match language(text, offset) {
        Language::Json(policy_type) => assist::complete(text.text(), offset, policy_type, &reference),
        Language::Other => assist::complete_word(text.text(), offset, &reference),
        Language::None => Completions { replace: Span::at(offset), items: Vec::new() },
    };
    let range = text.range(found.replace, unit);
    // What is left out by sayso is left out; editors would compare with the label.
    let typed = text.text().get(found.replace.start as usize..offset).unwrap_or_default();
    let items = found.items.iter().enumerate().map(|(number, item)| {
        let (new, format) = written(item, with_snippets);
        json!({
            "label": item.label,
            "kind": kind(item.kind),
            "detail": item.detail,
            "sortText": format!("{number:04}"),
            "filterText": typed,
            "insertTextFormat": format,
            "textEdit": {"range": range, "newText": new},
        })
    });
    // What fits changes with every letter.
    json!({"isIncomplete": true, "items": items.collect::<Vec<Value>>()})
}

/// What is written, and whether it is a snippet: after a service the cursor stays before the closing quote.
fn written(item: &Completion, with_snippets: bool) -> (String, u8) {
    let service = item.insert.strip_suffix('"').filter(|_| item.kind == CompletionKind::Service);
    match service {
        Some(open) if with_snippets => (format!("{open}$0\""), 2),
        _ => (item.insert.clone(), 1),
    }
}

/// What there is to say about what is written at a byte of a text.
pub(super) fn hover(text: &Text, offset: usize, unit: Unit) -> Value {
    let reference = ServiceReference::embedded();
    let found = match language(text, offset) {
        Language::Json(policy_type) => assist::hover(text.text(), offset, policy_type, &reference),
        Language::Other => assist::hover_word(text.text(), offset, &reference),
        Language::None => None,
    };
    found.map_or(Value::Null, |Hover { span, markdown }| {
        let contents = json!({"kind": "markdown", "value": markdown});
        json!({"contents": contents, "range": text.range(span, unit)})
    })
}

enum Language {
    /// With the type of the policy there, where its surroundings or the settings tell it: what a plain policy says
    /// so far does not.
    Json(Option<PolicyType>),
    /// YAML or HCL, with a policy there.
    Other,
    None,
}

fn language(text: &Text, offset: usize) -> Language {
    let extension = text.path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_ascii_lowercase();
    let is_hcl = matches!(extension.as_str(), "tf" | "tofu");
    let is_json = text.text().trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    let configured = text.policy_type();
    let found = found::policies(&text.source, &Limits::default(), configured);
    let here = |policy: &&found::Found| {
        let span = policy.document.span().range();
        span.start <= offset && offset <= span.end
    };
    let policy = found.as_ref().ok().and_then(|found| found.policies.iter().find(here));
    if is_json && !is_hcl {
        let around = policy.filter(|policy| !policy.pointer.is_empty()).map(|policy| policy.policy_type);
        return Language::Json(around.or(configured));
    }
    // While a text can't be read, nobody knows where its policies are.
    if policy.is_some() || found.is_err() { Language::Other } else { Language::None }
}

/// The protocol's number for a kind of item.
fn kind(kind: CompletionKind) -> u8 {
    match kind {
        CompletionKind::Element => 10,
        CompletionKind::Value => 12,
        CompletionKind::Service => 9,
        CompletionKind::Action | CompletionKind::Wildcard => 2,
        CompletionKind::Arn => 18,
        CompletionKind::Operator => 24,
        CompletionKind::ConditionKey => 5,
        CompletionKind::Principal => 6,
    }
}
