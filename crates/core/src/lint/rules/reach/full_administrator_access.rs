use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::context::StatementExt;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "FULL_ADMINISTRATOR_ACCESS",
    severity: Severity::SecurityWarning,
    origin: Origin::Sayso,
    page: page(include_str!("full_administrator_access.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.policy_type != PolicyType::Identity {
        return;
    }
    let denies = context.known_statements().any(StatementExt::denies);
    let but = if denies { ", but for what the policy denies" } else { "" };
    for statement in context.known_statements().filter(|statement| statement.allows_everything()) {
        if let Some(element) = &statement.action {
            findings.add_help(
                element.span,
                format!("full administrator access{but}"),
                "allow the actions that are needed",
            );
        }
    }
}
