use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "SCP_SYNTAX_ERROR_ACTION_WILDCARD",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: include_str!("scp_syntax_error_action_wildcard.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.policy_type != PolicyType::ServiceControl {
        return;
    }
    let actions = context.statements().filter_map(|statement| statement.action.as_ref());
    for entry in actions.flat_map(|action| &action.entries) {
        if entry.value.trim_end_matches('*').contains('*') {
            let message = format!("{} has a `*` before its end", quote(&entry.value));
            findings.add_help(entry.span, message, "write the actions, or what they begin with and a `*`");
        }
    }
}
