use crate::diagnostic::Severity;
use crate::diagnostic::quote;
use crate::document::StatementNode;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    code: "STAR_IN_RESOURCE",
    severity: Severity::Suggestion,
    origin: Origin::Sayso,
    page: page(include_str!("star_in_resource.md")),
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
        let mut nameable: Vec<Name<'_>> = actions
            .take_while(|_| take_one(&mut entries_left))
            .flat_map(|action| context.reference().actions_matching(action))
            .take_while(|_| take_one(&mut left))
            .filter(|action| action.resource_types().next().is_some())
            .map(|action| Name { service: action.service().prefix(), action: action.name() })
            .collect();
        nameable.sort_unstable();
        nameable.dedup();
        let quoted = |name: &Name<'_>| quote(&format!("{}:{}", name.service, name.action));
        let names: Vec<String> = nameable.iter().take(MOST_LISTED).map(quoted).collect();
        let message = match nameable.len() {
            0 => continue,
            1..=MOST_LISTED => format!("{} could name a resource", names.join(", ")),
            count => format!("{count} actions could name a resource, such as {}", names.join(", ")),
        };
        findings.add_help(star.span, message, "name the resources");
    }
}

/// An action, ordered as its name is when written in full.
#[derive(PartialEq, Eq)]
struct Name<'a> {
    service: &'a str,
    action: &'a str,
}

impl Ord for Name<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.service == other.service {
            return self.action.cmp(other.action);
        }
        self.prefix().cmp(other.prefix())
    }
}

impl Name<'_> {
    fn prefix(&self) -> impl Iterator<Item = u8> {
        self.service.bytes().chain([b':'])
    }
}

impl PartialOrd for Name<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn take_one(left: &mut usize) -> bool {
    *left = left.saturating_sub(1);
    *left > 0
}
