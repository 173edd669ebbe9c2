//! The rules: a folder for each topic, a file with a page for each rule.

mod action;
mod arn;
mod condition;
mod document;
mod dynamodb;
mod empty;
mod organization;
mod principal;
mod provider;
mod quota;
mod reach;
mod redundant;
mod risk;
mod role;
mod tag;
mod trust;
mod value;
mod variable;

use super::rule::Rule;

/// Every rule, by topic.
pub(super) static GROUPS: &[&[&Rule]] = &[
    document::RULES,
    action::RULES,
    arn::RULES,
    principal::RULES,
    trust::RULES,
    organization::RULES,
    quota::RULES,
    condition::RULES,
    value::RULES,
    variable::RULES,
    tag::RULES,
    provider::RULES,
    dynamodb::RULES,
    role::RULES,
    redundant::RULES,
    empty::RULES,
    reach::RULES,
    risk::RULES,
];
