//! Whole accounts, as `aws iam get-account-authorization-details` prints them.

use sayso::json::{Node, Value};

use super::finder::{Finder, Place};
use super::kind::Kind;
use super::reach::{get, reach, text};

/// A list of the dump, how its entries are called, what a policy of theirs is, and where.
const PLACES: [(&str, &str, &str, Kind, &str); 4] = [
    ("UserDetailList", "user", "UserName", Kind::User, "UserPolicyList/*"),
    ("GroupDetailList", "group", "GroupName", Kind::Group, "GroupPolicyList/*"),
    ("RoleDetailList", "role", "RoleName", Kind::Role, "RolePolicyList/*"),
    ("Policies", "policy", "PolicyName", Kind::Managed, "PolicyVersionList/*"),
];

pub(super) fn is_one(node: &Node<'_>) -> bool {
    let is_list = |key| matches!(get(node, key).map(|list| &list.value), Some(Value::Array(_)));
    ["UserDetailList", "GroupDetailList", "RoleDetailList"].into_iter().any(is_list)
}

pub(super) fn find(finder: &mut Finder<'_>, node: &Node<'_>) {
    for (list, what, name, kind, policies) in PLACES {
        for holder in reach(node, &format!("{list}/*")) {
            let name = get(holder.node, name).and_then(text).unwrap_or_default();
            let holder_label = format!("{what} `{name}`");
            if let Some(trust) = get(holder.node, "AssumeRolePolicyDocument") {
                let pointer = format!("{}/AssumeRolePolicyDocument", holder.pointer);
                let label = format!("{holder_label}, {}", Kind::Trust.noun());
                finder.policy(trust, &Place { pointer, label, kind: Some(Kind::Trust) });
            }
            for policy in reach(holder.node, policies) {
                let (key, is_in_force) = match kind {
                    Kind::Managed => ("Document", is_default(policy.node)),
                    _ => ("PolicyDocument", true),
                };
                let Some(document) = get(policy.node, key).filter(|_| is_in_force) else { continue };
                let own = policy.name.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default();
                let label = format!("{holder_label}, {}{own}", kind.noun());
                let pointer = format!("{}{}/{key}", holder.pointer, policy.pointer);
                finder.policy(document, &Place { pointer, label, kind: Some(kind) });
            }
        }
    }
}

/// Only the default version of a managed policy is in force.
fn is_default(version: &Node<'_>) -> bool {
    get(version, "IsDefaultVersion").is_some_and(|value| value.value == Value::Bool(true))
}
