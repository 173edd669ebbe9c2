//! What IAM asks of `Sid`s, and repeated ones.

use std::collections::HashMap;

use crate::diagnostic::quote;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::policy_type::PolicyType;

/// Whether IAM stores policies of this type, which wants unique `Sid`s of letters and digits (G16).
pub(super) fn are_strict(policy_type: PolicyType) -> bool {
    use PolicyType::{Identity, PermissionsBoundary, RoleTrust, Session};
    matches!(policy_type, Identity | PermissionsBoundary | RoleTrust | Session)
}

/// Every `Sid` that an earlier statement has. An empty one is no name.
pub(super) fn report_repeats(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut firsts = HashMap::new();
    for sid in context.statements().filter_map(|statement| statement.sid.as_ref()) {
        if sid.value.is_empty() || findings.is_full() {
            continue;
        }
        let first = *firsts.entry(sid.value.as_str()).or_insert(sid.span);
        if first != sid.span {
            let message = format!("another statement has the `Sid` {}", quote(&sid.value));
            findings.add_with(sid.span, message, |finding| {
                finding.help("give each statement its own name, or none").label(first, "first here")
            });
        }
    }
}
