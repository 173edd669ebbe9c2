//! The entries of `Principal` and `NotPrincipal`.

use crate::document::PrincipalEntry;
use crate::lint::context::Context;

pub(super) fn all<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a PrincipalEntry> + use<'a> {
    let principals = context.statements().filter_map(|statement| statement.principal.as_ref());
    principals.flat_map(|principal| &principal.entries)
}
