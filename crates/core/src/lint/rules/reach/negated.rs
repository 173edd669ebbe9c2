//! An Allow of all but what is listed.

use crate::document::{ListElement, StatementNode};
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;
use crate::policy_type::PolicyType;

/// Reports the element of every Allow that is its `Not…` form and lists something.
pub(super) fn check_allows(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    element: impl Fn(&StatementNode) -> Option<&ListElement>,
    message: &str,
) {
    if !matches!(context.policy_type, PolicyType::Identity | PolicyType::Resource) {
        return;
    }
    let allows = context.known_statements().filter(|statement| statement.allows());
    for element in allows.filter_map(element).filter(|it| it.negated && !it.entries.is_empty()) {
        findings.add_help(element.key, message, "list what is meant, or keep the exceptions in a Deny");
    }
}
