use crate::diagnostic::{Severity, quote};
use crate::document::{PrincipalEntry, PrincipalKind, StatementNode, action_of_provider};
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "MISMATCHED_ACTION_FOR_PRINCIPAL",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("mismatched_action_for_principal.md")),
    check,
};

const OF_PROVIDERS: [&str; 2] = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

/// A provider without its action is found on reading; here it is an action without its provider.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.policy_type != PolicyType::RoleTrust {
        return;
    }
    for statement in context.statements().filter(|statement| statement.allows()) {
        for entry in statement.actions() {
            let name = entry.value.split_once(':').map_or("", |(_, name)| name);
            let own = OF_PROVIDERS.into_iter().find(|own| own.eq_ignore_ascii_case(name));
            if own.is_some_and(|own| lacks_provider(statement, own)) {
                let message = format!("{} is for users of an identity provider", quote(&entry.value));
                findings.add_help(entry.span, message, "write `sts:AssumeRole`, or name the provider");
            }
        }
    }
}

/// Whether every principal is known to come by another action.
fn lacks_provider(statement: &StatementNode, action: &str) -> bool {
    let comes_otherwise = |entry: &PrincipalEntry| match entry.kind {
        PrincipalKind::Federated => action_of_provider(entry).is_some_and(|own| own != action),
        _ => entry.value.value != "*",
    };
    let principals = statement.principals();
    !principals.is_empty() && principals.iter().all(comes_otherwise)
}
