//! How far statements reach: too far, or nowhere.

mod action_without_matching_resource;
mod allow_covered_by_deny;
mod allow_with_not_action;
mod allow_with_not_resource;
mod contradictory_conditions;
mod fitting;
mod full_administrator_access;
mod negated;
mod pairs;
mod resource_without_matching_action;
mod star_in_action;
mod star_in_resource;
mod statement_covered_by_another;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &action_without_matching_resource::RULE,
    &allow_covered_by_deny::RULE,
    &allow_with_not_action::RULE,
    &allow_with_not_resource::RULE,
    &contradictory_conditions::RULE,
    &full_administrator_access::RULE,
    &resource_without_matching_action::RULE,
    &star_in_action::RULE,
    &star_in_resource::RULE,
    &statement_covered_by_another::RULE,
];
