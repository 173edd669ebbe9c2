//! Which actions a statement reaches.

use crate::document::StatementNode;
use crate::policy::ActionPattern;
use crate::request::Action;
use crate::source::Span;

use super::context::StatementExt as _;

/// Where a statement takes in an action, by wildcards too: the entry, or `NotAction` that leaves it in.
pub(super) fn reached(statement: &StatementNode, action: &str) -> Option<Span> {
    let action = Action::new(action.to_owned()).ok()?;
    let element = statement.action.as_ref()?;
    let entry = element.entries.iter().find(|entry| ActionPattern::parse(&entry.value).matches(&action));
    match (element.negated, entry) {
        (false, Some(entry)) => Some(entry.span),
        (true, None) => Some(element.key),
        _ => None,
    }
}

/// The entries of `Action` that name one action in full.
pub(super) fn literal_actions(
    statement: &StatementNode,
) -> impl Iterator<Item = &crate::source::Spanned<String>> {
    statement.actions().iter().filter(|entry| !entry.value.contains(['*', '?']))
}
