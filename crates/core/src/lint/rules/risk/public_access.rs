use super::stranger;
use crate::diagnostic::Severity;
use crate::diagnostic::quote;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "PUBLIC_ACCESS",
    severity: Severity::SecurityWarning,
    origin: Origin::Sayso,
    page: page(include_str!("public_access.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    use PolicyType::{KmsKey, Resource, RoleTrust};
    if !matches!(context.policy_type, Resource | RoleTrust | KmsKey) || !context.is_ordinary() {
        return;
    }
    for statement in context.known_statements().filter(|statement| statement.allows()) {
        let everybody = statement.principals().iter().find(|entry| entry.value.value == "*");
        let Some(everybody) = everybody else { continue };
        if findings.is_full() {
            return;
        }
        if let Some(action) = stranger::allowed(context, statement) {
            let message = format!("anybody, of any account, is allowed {}", quote(&action));
            let help = "name the principals, or say with a condition whose they are";
            findings.add_help(everybody.value.span, message, help);
        }
    }
}
