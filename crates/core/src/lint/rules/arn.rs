//! ARNs in `Resource`: each field, and the formats of the service.

mod arn_account_not_allowed;
mod arn_region_not_allowed;
mod invalid_arn_account;
mod invalid_arn_prefix;
mod invalid_arn_region;
mod invalid_arn_resource;
mod invalid_arn_service_case;
mod invalid_partition;
mod invalid_service;
mod missing_arn_account;
mod missing_arn_field;
mod missing_arn_region;
mod unsupported_resource_arn_in_policy;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &arn_account_not_allowed::RULE,
    &arn_region_not_allowed::RULE,
    &invalid_arn_account::RULE,
    &invalid_arn_prefix::RULE,
    &invalid_arn_region::RULE,
    &invalid_arn_resource::RULE,
    &invalid_arn_service_case::RULE,
    &invalid_partition::RULE,
    &invalid_service::RULE,
    &missing_arn_account::RULE,
    &missing_arn_field::RULE,
    &missing_arn_region::RULE,
    &unsupported_resource_arn_in_policy::RULE,
];
