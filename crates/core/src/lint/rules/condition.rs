//! Conditions: operators, keys, and which go together.

mod deprecated_global_condition_key;
mod duplicate_keys_with_different_case;
mod equivalent_to_null_false;
mod equivalent_to_null_true;
mod forallvalues_with_single_valued_key;
mod invalid_condition_key_format;
mod invalid_condition_operator;
mod invalid_global_condition_key;
mod invalid_service_condition_key;
mod irrelevant_condition_key_in_policy;
mod keys;
mod missing_action_for_condition_key;
mod missing_paired_condition_keys;
mod missing_qualifier;
mod missing_tag_key_in_condition;
mod null_with_if_exists;
mod null_with_qualifier;
mod presence;
mod s3_prefix_in_negative_context;
mod string_like_operator_with_arn_condition_keys;
mod unsupported_action_for_condition_key;
mod unsupported_global_condition_key;
mod untrustworthy_condition_key;
mod use_condition_key_only_with_supported_services;
mod wildcard_without_like_operator;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &deprecated_global_condition_key::RULE,
    &duplicate_keys_with_different_case::RULE,
    &equivalent_to_null_false::RULE,
    &equivalent_to_null_true::RULE,
    &forallvalues_with_single_valued_key::RULE,
    &invalid_condition_key_format::RULE,
    &invalid_condition_operator::RULE,
    &invalid_global_condition_key::RULE,
    &invalid_service_condition_key::RULE,
    &irrelevant_condition_key_in_policy::RULE,
    &missing_action_for_condition_key::RULE,
    &missing_paired_condition_keys::RULE,
    &missing_qualifier::RULE,
    &missing_tag_key_in_condition::RULE,
    &null_with_if_exists::RULE,
    &null_with_qualifier::RULE,
    &s3_prefix_in_negative_context::RULE,
    &string_like_operator_with_arn_condition_keys::RULE,
    &unsupported_action_for_condition_key::RULE,
    &unsupported_global_condition_key::RULE,
    &untrustworthy_condition_key::RULE,
    &use_condition_key_only_with_supported_services::RULE,
    &wildcard_without_like_operator::RULE,
];
