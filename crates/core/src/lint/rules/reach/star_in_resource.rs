use crate::diagnostic::Severity;
use crate::diagnostic::quote;
use crate::document::StatementNode;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule};
use crate::policy_type::PolicyType;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: "STAR_IN_RESOURCE",
    severity: Severity::Suggestion,
    origin: Origin::Sayso,
    page: include_str!("star_in_resource.md"),
    check,
};

/// Actions that a message lists before it only counts.
const MOST_LISTED: usize = 3;

/// Entries, and actions for which they stand, that are looked at in one policy.
const MOST_ENTRIES: usize = 5_000;
const MOST_ACTIONS: usize = 20_000;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.policy_type != PolicyType::Identity {
        return;
    }
    let plain = |statement: &&StatementNode| {
        statement.allows() && !statement.allows_everything() && statement.clauses().is_empty()
    };
    let (mut left, mut entries_left) = (MOST_ACTIONS, MOST_ENTRIES);
    for statement in context.known_statements().filter(plain) {
        let Some(star) = statement.resources().iter().find(|entry| entry.value == "*") else { continue };
        let actions = statement.actions().iter().map(|entry| entry.value.as_str());
        let actions = actions.filter(|action| !action.starts_with('*'));
        let nameable: BTreeSet<String> = actions
            .take_while(|_| take_one(&mut entries_left))
            .flat_map(|action| context.reference().actions_matching(action))
            .take_while(|_| take_one(&mut left))
            .filter(|action| action.resource_types().next().is_some())
            .map(|action| action.to_string())
            .collect();
        let names: Vec<String> = nameable.iter().take(MOST_LISTED).map(|name| quote(name)).collect();
        let message = match nameable.len() {
            0 => continue,
            1..=MOST_LISTED => format!("{} could name a resource", names.join(", ")),
            count => format!("{count} actions could name a resource, such as {}", names.join(", ")),
        };
        findings.add_help(star.span, message, "name the resources");
    }
}

fn take_one(left: &mut usize) -> bool {
    *left = left.saturating_sub(1);
    *left > 0
}
