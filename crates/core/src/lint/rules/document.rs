//! The document and its statements: elements that are missing, unknown or of the wrong kind.

mod data_type_mismatch;
mod invalid_effect;
mod invalid_policy_element;
mod invalid_version;
mod json_syntax_error;
mod missing_action;
mod missing_effect;
mod missing_principal;
mod missing_resource;
mod missing_statement;
mod missing_version;
mod sids;
mod unique_sids_recommended;
mod unique_sids_required;
mod unsupported_element_combination;
mod unsupported_sid;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &data_type_mismatch::RULE,
    &invalid_effect::RULE,
    &invalid_policy_element::RULE,
    &invalid_version::RULE,
    &json_syntax_error::RULE,
    &missing_action::RULE,
    &missing_effect::RULE,
    &missing_principal::RULE,
    &missing_resource::RULE,
    &missing_statement::RULE,
    &missing_version::RULE,
    &unique_sids_recommended::RULE,
    &unique_sids_required::RULE,
    &unsupported_element_combination::RULE,
    &unsupported_sid::RULE,
];
