//! Tag keys that a service does not supply.

mod allow_notaction_with_unsupported_tag_condition_key_for_service;
mod allow_with_unsupported_tag_condition_key_for_service;
mod deny_notaction_with_unsupported_tag_condition_key_for_service;
mod deny_with_unsupported_tag_condition_key_for_service;
mod support;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &allow_notaction_with_unsupported_tag_condition_key_for_service::RULE,
    &allow_with_unsupported_tag_condition_key_for_service::RULE,
    &deny_notaction_with_unsupported_tag_condition_key_for_service::RULE,
    &deny_with_unsupported_tag_condition_key_for_service::RULE,
];
