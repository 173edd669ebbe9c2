//! Actions: names, wildcards, services.

mod elsewhere;
mod entry;
mod invalid_action;
mod invalid_service_in_action;
mod unlisted;
mod unsupported_action_in_policy;
mod wildcard_in_service_name;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &invalid_action::RULE,
    &invalid_service_in_action::RULE,
    &unsupported_action_in_policy::RULE,
    &wildcard_in_service_name::RULE,
];
