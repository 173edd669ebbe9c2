//! OIDC providers that a role trusts.

use crate::document::{PrincipalKind, StatementNode};
use crate::lint::conditions::ClauseExt as _;
use crate::lint::context::{Context, StatementExt as _};
use crate::policy_type::PolicyType;
use crate::source::Span;

const GITHUB: &str = "token.actions.githubusercontent.com";

/// A provider as its condition keys name it: a host, with a path perhaps.
pub(super) struct Provider<'a> {
    pub(super) name: &'a str,
    pub(super) span: Span,
}

/// The OIDC providers in statements of a trust policy that allow.
pub(super) fn trusted<'a>(
    context: &Context<'a>,
) -> impl Iterator<Item = (&'a StatementNode, Provider<'a>)> + use<'a> {
    let is_trust = context.policy_type == PolicyType::RoleTrust;
    let statements = context.statements().filter(move |statement| is_trust && statement.allows());
    statements.flat_map(|statement| {
        let federated = statement.principals().iter().filter(|entry| entry.kind == PrincipalKind::Federated);
        // Hostile text has many providers and many conditions.
        federated.take(100).filter_map(move |entry| {
            let value = &entry.value;
            Some((statement, Provider { name: provider(&value.value)?, span: value.span }))
        })
    })
}

/// The provider that a principal names; none for SAML and what is neither.
fn provider(principal: &str) -> Option<&str> {
    match principal.split_once(":oidc-provider/") {
        Some((_, name)) => Some(name),
        None => (!principal.starts_with("arn:") && principal.contains('.')).then_some(principal),
    }
}

/// Whether it is GitHub Actions; an enterprise may have a path of its own.
pub(super) fn is_github(provider: &str) -> bool {
    let host = provider.split('/').next().unwrap_or_default();
    host.eq_ignore_ascii_case(GITHUB)
}

/// Whether a statement tests one of these claims, or any claim if none is given.
pub(super) fn tests(statement: &StatementNode, provider: &str, claims: &[&str]) -> bool {
    statement.clauses().iter().filter(|clause| clause.is_claim()).any(|clause| {
        let Some((prefix, claim)) = clause.key.value.rsplit_once(':') else { return false };
        let is_wanted = claims.is_empty() || claims.iter().any(|wanted| wanted.eq_ignore_ascii_case(claim));
        is_wanted && prefix.eq_ignore_ascii_case(provider)
    })
}
