//! The entries of `Action` and `NotAction`.

use crate::lint::context::Context;
use crate::source::Spanned;

pub(super) fn all<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Spanned<String>> + use<'a> {
    context.statements().filter_map(|statement| statement.action.as_ref()).flat_map(|action| &action.entries)
}

/// Whether a text stands for itself alone.
pub(super) fn is_literal(text: &str) -> bool {
    !text.contains(['*', '?', '$'])
}
