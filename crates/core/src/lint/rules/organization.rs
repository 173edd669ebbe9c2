//! Service and resource control policies.

mod perimeter;
mod rcp_missing_related_principal_condition_key;
mod rcp_missing_related_service_principal_condition_key;
mod rcp_missing_service_condition_key_null_check;
mod rcp_syntax_error_action;
mod rcp_syntax_error_allow;
mod rcp_syntax_error_notaction;
mod rcp_syntax_error_principal;
mod scp_syntax_error_principal;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &rcp_missing_related_principal_condition_key::RULE,
    &rcp_missing_related_service_principal_condition_key::RULE,
    &rcp_missing_service_condition_key_null_check::RULE,
    &rcp_syntax_error_action::RULE,
    &rcp_syntax_error_allow::RULE,
    &rcp_syntax_error_notaction::RULE,
    &rcp_syntax_error_principal::RULE,
    &scp_syntax_error_principal::RULE,
];
