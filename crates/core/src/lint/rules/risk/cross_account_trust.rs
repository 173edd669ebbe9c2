use crate::arn::is_account_id;
use crate::diagnostic::Severity;
use crate::diagnostic::quote;
use crate::document::{PrincipalEntry, PrincipalKind, StatementNode};
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;
use crate::sorted::sorted;

pub(super) static RULE: Rule = Rule {
    code: "CROSS_ACCOUNT_TRUST",
    severity: Severity::Warning,
    origin: Origin::Sayso,
    page: page(include_str!("cross_account_trust.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    use PolicyType::{KmsKey, Resource, RoleTrust};
    if !matches!(context.policy_type, Resource | RoleTrust | KmsKey) {
        return;
    }
    let known = known_accounts(context);
    if known.is_empty() {
        return;
    }
    for statement in context.statements().filter(|statement| statement.allows()) {
        for entry in statement.principals() {
            let Some(account) = account_of(entry).filter(|account| known.binary_search(account).is_err())
            else {
                continue;
            };
            let of = if account == entry.value.value { "" } else { "of " };
            let message = format!("{} is {of}another account", quote(&entry.value.value));
            let help = "see that the account is one to trust, and give it as known";
            findings.add_help(entry.value.span, message, help);
        }
    }
}

/// Those given, or the one that all resources of the policy are of; in order.
fn known_accounts<'a>(context: &Context<'a>) -> Vec<&'a str> {
    if !context.options.known_accounts.is_empty() {
        return sorted(context.options.known_accounts.iter().copied());
    }
    let resources = context.statements().flat_map(StatementNode::resources);
    let accounts = sorted(resources.filter_map(|entry| entry.value.split(':').nth(4)));
    let one = accounts.len() == 1 && accounts.iter().all(|account| is_account_id(account));
    if one { accounts } else { Vec::new() }
}

fn account_of(entry: &PrincipalEntry) -> Option<&str> {
    let text = entry.value.value.as_str();
    let account = if text.starts_with("arn:") { text.split(':').nth(4)? } else { text };
    (entry.kind == PrincipalKind::Aws && is_account_id(account)).then_some(account)
}
