//! What another entry, value or statement covers.

mod entries;
mod redundant_action;
mod redundant_condition_value_num;
mod redundant_key_due_to_wildcard_in_condition;
mod redundant_resource;
mod redundant_statement;
mod redundant_statement_due_to_wildcard_in_condition;
mod wildcard;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &redundant_action::RULE,
    &redundant_condition_value_num::RULE,
    &redundant_key_due_to_wildcard_in_condition::RULE,
    &redundant_resource::RULE,
    &redundant_statement::RULE,
    &redundant_statement_due_to_wildcard_in_condition::RULE,
];
