//! What IAM asks of `Sid`s, and repeated ones.

use crate::diagnostic::quote;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::policy_type::PolicyType;
use crate::sorted::firsts;

/// Whether IAM stores policies of this type, which wants unique `Sid`s of letters and digits (G16).
pub(super) fn are_strict(policy_type: PolicyType) -> bool {
    use PolicyType::{Identity, PermissionsBoundary, RoleTrust, Session};
    matches!(policy_type, Identity | PermissionsBoundary | RoleTrust | Session)
}

/// Every `Sid` that an earlier statement has. An empty one is no name.
pub(super) fn report_repeats(context: &Context<'_>, findings: &mut Findings<'_>) {
    let named = context.statements().filter_map(|statement| statement.sid.as_ref());
    let sids: Vec<_> = named.filter(|sid| !sid.value.is_empty()).collect();
    let firsts = firsts(sids.iter().map(|sid| sid.value.as_str()));
    for (sid, first) in sids.iter().zip(firsts) {
        if findings.is_full() {
            return;
        }
        let first = sids.get(first).map_or(sid.span, |first| first.span);
        if first != sid.span {
            let message = format!("another statement has the `Sid` {}", quote(&sid.value));
            findings.add_with(sid.span, message, |finding| {
                finding.help("give each statement its own name, or none").label(first, "first here")
            });
        }
    }
}
