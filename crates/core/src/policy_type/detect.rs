//! Which type a document seems to be of.

use super::PolicyType;
use crate::document::{PolicyDocument, StatementNode};

/// Names of the actions of trust policies, after `sts:`.
const TRUST: [&str; 4] = ["assumerole", "tagsession", "setsourceidentity", "setcontext"];

pub(super) fn detect(document: &PolicyDocument) -> PolicyType {
    let statements = document.statements();
    let all = |test: fn(&StatementNode) -> bool| statements.iter().all(test);
    if all(|statement| statement.principal.is_none()) {
        PolicyType::Identity
    } else if all(is_trust) {
        PolicyType::RoleTrust
    } else if all(is_of_key) {
        PolicyType::KmsKey
    } else {
        PolicyType::Resource
    }
}

fn is_trust(statement: &StatementNode) -> bool {
    statement.resource.is_none() && every_action(statement, |action| is_of(action, "sts:", &TRUST))
}

fn is_of_key(statement: &StatementNode) -> bool {
    let resource = statement.resource.as_ref().filter(|resource| !resource.negated);
    resource.is_some_and(|resource| resource.entries.iter().all(|entry| entry.value == "*"))
        && every_action(statement, |action| is_of(action, "kms:", &[""]))
}

/// Whether all entries pass; an element whose entries are unknown tells nothing against it.
fn every_action(statement: &StatementNode, test: impl Fn(&str) -> bool) -> bool {
    let action = statement.action.as_ref().filter(|action| !action.negated);
    action.is_some_and(|action| action.entries.iter().all(|entry| test(&entry.value)))
}

fn is_of(action: &str, service: &str, names: &[&str]) -> bool {
    let action = action.to_ascii_lowercase();
    action.strip_prefix(service).is_some_and(|name| {
        // `sts:*` has them all.
        names.iter().any(|own| name.starts_with(own)) || name == "*"
    })
}
