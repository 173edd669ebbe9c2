//! Completion and hover, with places for an editor.

use sayso::assist::{CompletionKind, complete, hover};
use sayso::{PolicyDocument, PolicyType};
use sayso_catalog::ServiceReference;
use serde::Serialize;

use crate::offsets::{Offsets, Place};

#[derive(Serialize)]
pub(crate) struct Completions {
    #[serde(flatten)]
    place: Place,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    label: String,
    insert: String,
    detail: String,
    kind: &'static str,
}

#[derive(Serialize)]
pub(crate) struct Hover {
    #[serde(flatten)]
    place: Place,
    markdown: String,
}

pub(crate) fn completions(
    document: &PolicyDocument,
    offset: usize,
    policy_type: Option<PolicyType>,
    reference: &ServiceReference<'_>,
) -> Completions {
    let text = document.source().text();
    let offsets = Offsets::new(text);
    let found = complete(text, offsets.byte(offset), policy_type, reference);
    let items = found.items.into_iter().map(|item| Item {
        label: item.label,
        insert: item.insert,
        detail: item.detail,
        kind: word(item.kind),
    });
    Completions { place: offsets.place(found.replace), items: items.collect() }
}

pub(crate) fn at(
    document: &PolicyDocument,
    offset: usize,
    policy_type: Option<PolicyType>,
    reference: &ServiceReference<'_>,
) -> Option<Hover> {
    let text = document.source().text();
    let offsets = Offsets::new(text);
    let found = hover(text, offsets.byte(offset), policy_type, reference)?;
    Some(Hover { place: offsets.place(found.span), markdown: found.markdown })
}

fn word(kind: CompletionKind) -> &'static str {
    match kind {
        CompletionKind::Element => "element",
        CompletionKind::Value => "value",
        CompletionKind::Service => "service",
        CompletionKind::Action => "action",
        CompletionKind::Wildcard => "pattern",
        CompletionKind::Arn => "arn",
        CompletionKind::Operator => "operator",
        CompletionKind::ConditionKey => "key",
        CompletionKind::Principal => "principal",
    }
}
