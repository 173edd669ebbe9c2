//! Role trust policies: who may assume a role.

mod invalid_federated_principal_syntax_in_role_trust_policy;
mod mismatched_action_for_principal;
mod missing_action_for_roles_anywhere_trust_policy;
mod redundant_principal_in_role_trust_policy;
mod role_trust_policy_syntax_error_notprincipal;
mod role_trust_policy_syntax_error_resource;
mod role_trust_policy_unsupported_wildcard_in_principal;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &invalid_federated_principal_syntax_in_role_trust_policy::RULE,
    &mismatched_action_for_principal::RULE,
    &missing_action_for_roles_anywhere_trust_policy::RULE,
    &redundant_principal_in_role_trust_policy::RULE,
    &role_trust_policy_syntax_error_notprincipal::RULE,
    &role_trust_policy_syntax_error_resource::RULE,
    &role_trust_policy_unsupported_wildcard_in_principal::RULE,
];
