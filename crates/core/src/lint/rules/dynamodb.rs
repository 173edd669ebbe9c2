//! The fine-grained conditions of `dynamodb`.

mod attributes;
mod dynamodb_attributes_without_return_values;
mod dynamodb_attributes_without_select;
mod dynamodb_invalid_return_consumed_capacity;
mod dynamodb_invalid_return_values;
mod dynamodb_invalid_select_value;
mod dynamodb_replace_operation_with_attributes;
mod dynamodb_scan_bypasses_leading_keys;
mod dynamodb_wrong_condition_for_action;
mod values;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &dynamodb_attributes_without_return_values::RULE,
    &dynamodb_attributes_without_select::RULE,
    &dynamodb_invalid_return_consumed_capacity::RULE,
    &dynamodb_invalid_return_values::RULE,
    &dynamodb_invalid_select_value::RULE,
    &dynamodb_replace_operation_with_attributes::RULE,
    &dynamodb_scan_bypasses_leading_keys::RULE,
    &dynamodb_wrong_condition_for_action::RULE,
];
