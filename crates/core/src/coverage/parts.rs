//! What of a statement can be exercised.

use crate::document::{ConditionClause, ListElement, PrincipalElement, PrincipalKind, StatementNode};
use crate::evaluate::Element;
use crate::source::{Span, Spanned};

/// An element of a statement, or a clause of its condition.
pub(super) struct Part<'d> {
    pub(super) element: Element,
    /// As a person would say it: `NotAction`, `StringEquals aws:username`.
    pub(super) name: String,
    pub(super) span: Span,
    /// Whether any request fails it: `*` lets all through.
    pub(super) can_fail: bool,
    pub(super) entries: Vec<&'d Spanned<String>>,
}

/// The parts of a statement, in the order in which AWS's documentation lists them.
pub(super) fn parts(node: &StatementNode) -> Vec<Part<'_>> {
    let clauses = node.condition.iter().flat_map(|condition| &condition.clauses);
    let principal = node.principal.as_ref().map(principal);
    let action = node.action.as_ref().map(|list| listed(Element::Action, "Action", list));
    let resource = node.resource.as_ref().map(|list| listed(Element::Resource, "Resource", list));
    let clauses = (0..).zip(clauses).map(|(number, clause)| condition(number, clause));
    [principal, action, resource].into_iter().flatten().chain(clauses).collect()
}

fn principal(element: &PrincipalElement) -> Part<'_> {
    let everybody = |kind, value: &str| kind == PrincipalKind::Aws && value == "*";
    let wild = element.entries.iter().any(|entry| everybody(entry.kind, &entry.value.value));
    Part {
        element: Element::Principal,
        name: named("Principal", element.negated),
        span: whole(element.key, element.span),
        can_fail: element.negated || !wild,
        entries: element.entries.iter().map(|entry| &entry.value).collect(),
    }
}

fn listed<'d>(element: Element, name: &str, list: &'d ListElement) -> Part<'d> {
    let is_star = |text: &str| !text.is_empty() && text.chars().all(|character| character == '*');
    let wild = list.entries.iter().any(|entry| match element {
        Element::Action => entry.value == "*" || entry.value == "*:*",
        _ => is_star(&entry.value),
    });
    Part {
        element,
        name: named(name, list.negated),
        span: whole(list.key, list.span),
        can_fail: list.negated || !wild,
        entries: list.entries.iter().collect(),
    }
}

fn condition(number: u32, clause: &ConditionClause) -> Part<'_> {
    Part {
        element: Element::Condition(number),
        name: format!("{} {}", clause.operator.value, clause.key.value),
        span: whole(clause.key.span, clause.span),
        can_fail: true,
        entries: clause.values.iter().collect(),
    }
}

fn named(name: &str, negated: bool) -> String {
    if negated { format!("Not{name}") } else { name.to_owned() }
}

/// Name and value together; an alias has its value elsewhere.
fn whole(key: Span, value: Span) -> Span {
    if value.start >= key.end { key.to(value) } else { key }
}
