//! Statements of documents with values that are known only on deployment: whatever hangs on one of them is
//! neither allowed nor denied for certain.

use super::Statement;
use super::action::ActionElement;
use super::principal::PrincipalMatcher;
use super::resource::ResourceElement;
use crate::condition::Clause;
use crate::document::{Effect, PolicyDocument, PrincipalElement, StatementNode, Version};
use crate::json::UNKNOWN;
use crate::policy_type::PolicyType;
use crate::source::Span;

/// The statements of a document, and one for those that are unknown.
pub(super) fn statements(document: &PolicyDocument, policy_type: PolicyType) -> Box<[Statement]> {
    let known = document.statements().iter().map(|node| statement(node, document, policy_type));
    known.chain(document.unknown.statements.then(anything)).collect()
}

fn statement(node: &StatementNode, document: &PolicyDocument, policy_type: PolicyType) -> Statement {
    let is_unknown: &dyn Fn(Span) -> bool = &|span| document.is_unknown(span);
    let version = match document.version() {
        None if document.unknown.version => None,
        version => Some(version.map(|version| version.value).unwrap_or_default()),
    };
    let variables = version.map(|version| version == Version::V2012);
    let action = node.action.as_ref().filter(|action| {
        !action.entries.iter().any(|entry| is_unknown(entry.span)) && !is_unknown(action.span)
    });
    let principal = node.principal.as_ref();
    let unknown_principal = principal.is_some_and(|principal| has_unknown(principal, document));
    let clauses = node.condition.iter().flat_map(|condition| &condition.clauses);
    let clauses = clauses.map(|clause| Clause::compile_open(clause, variables, is_unknown));
    let open = node.open || action.is_none() || unknown_principal;
    Statement {
        effect: node.effect.as_ref().map_or(Effect::Deny, |effect| effect.value),
        any_effect: node.effect.is_none(),
        principal: principal.filter(|_| !unknown_principal).map(PrincipalMatcher::compile),
        action: match action {
            Some(action) => ActionElement::compile(action),
            None => ActionElement::compile_open(node.action.as_ref(), is_unknown),
        },
        resource: node
            .resource
            .as_ref()
            .map(|node| ResourceElement::compile_open(node, version, policy_type, is_unknown)),
        clauses: clauses.chain(open.then(unknown_clause)).collect(),
    }
}

fn has_unknown(principal: &PrincipalElement, document: &PolicyDocument) -> bool {
    document.is_unknown(principal.span)
        || principal.entries.iter().any(|entry| document.is_unknown(entry.value.span))
}

/// A statement that may do anything.
fn anything() -> Statement {
    Statement {
        effect: Effect::Deny,
        any_effect: true,
        principal: None,
        action: ActionElement::any(),
        resource: None,
        clauses: [unknown_clause()].into(),
    }
}

/// What the statement asks for besides is unknown.
fn unknown_clause() -> Clause {
    Clause::unknown(UNKNOWN.into())
}
