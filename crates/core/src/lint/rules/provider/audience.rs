//! The audience of a token, compared as if there were several.

use crate::document::ConditionClause;
use crate::lint::conditions::{ClauseExt as _, Compared, clauses};
use crate::lint::context::Context;

/// Providers whose tokens have one audience. Others, such as Kubernetes clusters, write a list.
const SINGLE: [&str; 6] = [
    "accounts.google.com",
    "app.terraform.io",
    "cognito-identity.amazonaws.com",
    "gitlab.com",
    "saml",
    "token.actions.githubusercontent.com",
];

/// Clauses on an audience with `ForAllValues:` or `ForAnyValue:`.
pub(super) fn with_prefix<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a ConditionClause> + use<'a> {
    clauses(context).map(|(_, clause)| clause).filter(|clause| {
        let has_prefix = clause.operator.value.set.is_some() && clause.compared() != Compared::Presence;
        has_prefix && clause.is_claim() && split(clause).1.eq_ignore_ascii_case("aud")
    })
}

/// Whether the provider's tokens are known to have one audience.
pub(super) fn is_single(clause: &ConditionClause) -> bool {
    let provider = split(clause).0;
    SINGLE.iter().any(|known| known.eq_ignore_ascii_case(provider))
}

fn split(clause: &ConditionClause) -> (&str, &str) {
    clause.key.value.rsplit_once(':').unwrap_or_default()
}
