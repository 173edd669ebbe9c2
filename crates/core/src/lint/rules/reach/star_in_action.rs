use crate::diagnostic::Severity;
use crate::diagnostic::quote;
use crate::document::StatementNode;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;
use crate::reach::Reach;

pub(super) static RULE: Rule = Rule {
    code: "STAR_IN_ACTION",
    severity: Severity::Suggestion,
    origin: Origin::Sayso,
    page: page(include_str!("star_in_action.md")),
    check,
};

/// Patterns looked at in one policy.
const MOST_PATTERNS: usize = 100;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !matches!(context.policy_type, PolicyType::Identity | PolicyType::Resource) {
        return;
    }
    let allows = |statement: &&StatementNode| statement.allows() && !statement.allows_everything();
    let entries = context.known_statements().filter(allows).flat_map(StatementNode::actions);
    for entry in entries.filter(|entry| entry.value.contains(['*', '?'])).take(MOST_PATTERNS) {
        let Some(reach) = reach(context, &entry.value) else { continue };
        let message = format!("{} reaches {reach}", quote(&entry.value));
        findings.add_help(entry.span, message, "write out the actions that are needed");
    }
}

/// How many actions of which levels a pattern reaches; `None` if none of them changes anything.
fn reach(context: &Context<'_>, pattern: &str) -> Option<String> {
    let reference = context.reference();
    if matches!(pattern, "*" | "*:*") {
        let count: usize = reference.services().map(|service| service.actions().len()).sum();
        return Some(format!("all actions of all services, {count} today"));
    }
    let reach = Reach::of(reference.actions_matching(pattern));
    reach.changes_something().then(|| reach.to_string())
}
