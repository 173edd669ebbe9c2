//! Principals: formats, wildcards, and what is no principal.

mod allow_with_not_principal;
mod entries;
mod federated_principal_not_supported;
mod invalid_principal_format;
mod invalid_principal_key;
mod invalid_role_reference;
mod invalid_service_principal_format;
mod invalid_user_reference;
mod recommended_condition_key_for_service_principal;
mod restrict_access_to_service_principal;
mod source;
mod unsupported_condition_key_for_service_principal;
mod unsupported_principal;
mod unsupported_wildcard_in_principal;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &allow_with_not_principal::RULE,
    &federated_principal_not_supported::RULE,
    &invalid_principal_format::RULE,
    &invalid_principal_key::RULE,
    &invalid_role_reference::RULE,
    &invalid_service_principal_format::RULE,
    &invalid_user_reference::RULE,
    &recommended_condition_key_for_service_principal::RULE,
    &restrict_access_to_service_principal::RULE,
    &unsupported_condition_key_for_service_principal::RULE,
    &unsupported_principal::RULE,
    &unsupported_wildcard_in_principal::RULE,
];
