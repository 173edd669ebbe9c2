//! `iam:PassRole` and `iam:CreateServiceLinkedRole`, which need their resources named.

mod create_slr_with_not_action_and_not_resource;
mod create_slr_with_not_resource;
mod create_slr_with_star_in_action_and_not_resource;
mod create_slr_with_star_in_action_and_resource;
mod create_slr_with_star_in_resource;
mod create_slr_with_star_in_resource_and_not_action;
mod pass_role_with_not_action_and_not_resource;
mod pass_role_with_not_resource;
mod pass_role_with_star_in_action_and_not_resource;
mod pass_role_with_star_in_action_and_resource;
mod pass_role_with_star_in_resource;
mod pass_role_with_star_in_resource_and_not_action;
mod shape;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &create_slr_with_not_action_and_not_resource::RULE,
    &create_slr_with_not_resource::RULE,
    &create_slr_with_star_in_action_and_not_resource::RULE,
    &create_slr_with_star_in_action_and_resource::RULE,
    &create_slr_with_star_in_resource::RULE,
    &create_slr_with_star_in_resource_and_not_action::RULE,
    &pass_role_with_not_action_and_not_resource::RULE,
    &pass_role_with_not_resource::RULE,
    &pass_role_with_star_in_action_and_not_resource::RULE,
    &pass_role_with_star_in_action_and_resource::RULE,
    &pass_role_with_star_in_resource::RULE,
    &pass_role_with_star_in_resource_and_not_action::RULE,
];
