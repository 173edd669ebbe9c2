//! Where an element is an empty list or object.

use crate::condition::{ConditionOperator, SetOperator};
use crate::document::{ConditionClause, ListElement, StatementNode};
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;
use crate::source::Span;

/// Whether `[]` or `{}` is written there, not something that could not be read.
pub(super) fn is_empty(context: &Context<'_>, span: Span) -> bool {
    let text = context.source().slice(span);
    let inside = |open, close| text.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    inside('[', ']').or_else(|| inside('{', '}')).is_some_and(|inside| inside.trim().is_empty())
}

/// The check of an element that lists nothing, so that its statement applies to nothing.
pub(super) fn check_element(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    element: impl Fn(&StatementNode) -> Option<&ListElement>,
) {
    for element in context.statements().filter_map(element) {
        if element.entries.is_empty() && is_empty(context, element.span) {
            let name = context.source().slice(element.key).trim_matches('"');
            let message = format!("`{name}` is an empty list: the statement applies to nothing");
            findings.add_help(element.span, message, "list something, or remove the statement");
        }
    }
}

/// The check of a condition key without values.
pub(super) fn check_values(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    kind: ValuesOf,
    message: &str,
    help: &str,
) {
    let clauses = context.statements().flat_map(StatementNode::clauses);
    let empty = |clause: &&ConditionClause| clause.values.is_empty() && is_empty(context, clause.span);
    for clause in clauses.filter(empty).filter(|clause| ValuesOf::of(clause.operator.value) == kind) {
        findings.add_help(clause.span, message, help);
    }
}

/// What an empty list means, by operator (G12).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ValuesOf {
    Plain,
    ForAllValues,
    ForAnyValue,
    IfExists,
}

impl ValuesOf {
    fn of(operator: ConditionOperator) -> Self {
        match operator.set {
            Some(SetOperator::ForAllValues) => Self::ForAllValues,
            _ if operator.if_exists => Self::IfExists,
            Some(SetOperator::ForAnyValue) => Self::ForAnyValue,
            None => Self::Plain,
        }
    }
}
