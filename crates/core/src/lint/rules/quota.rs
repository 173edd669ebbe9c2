//! How long a policy may be.

mod policy_size_exceeds_identity_policy_quota;
mod policy_size_exceeds_rcp_quota;
mod policy_size_exceeds_resource_policy_quota;
mod policy_size_exceeds_role_trust_policy_quota;
mod policy_size_exceeds_scp_quota;
mod policy_size_exceeds_session_policy_quota;
mod size;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &policy_size_exceeds_identity_policy_quota::RULE,
    &policy_size_exceeds_rcp_quota::RULE,
    &policy_size_exceeds_resource_policy_quota::RULE,
    &policy_size_exceeds_role_trust_policy_quota::RULE,
    &policy_size_exceeds_scp_quota::RULE,
    &policy_size_exceeds_session_policy_quota::RULE,
];
