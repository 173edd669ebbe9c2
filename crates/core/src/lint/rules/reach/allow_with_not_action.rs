use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "ALLOW_WITH_NOT_ACTION",
    severity: Severity::Suggestion,
    origin: Origin::Sayso,
    page: include_str!("allow_with_not_action.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !matches!(context.policy_type, PolicyType::Identity | PolicyType::Resource) {
        return;
    }
    for statement in context.known_statements().filter(|statement| statement.allows()) {
        let negated =
            statement.action.as_ref().filter(|element| element.negated && !element.entries.is_empty());
        if let Some(element) = negated {
            let message = "allows all actions but those listed";
            findings.add_help(element.key, message, "list what is meant, or keep the exceptions in a Deny");
        }
    }
}
