//! Values of condition keys: of their type, in their format.

mod ids;
mod improve_ip_range;
mod invalid_condition_data_type;
mod invalid_condition_multiple_boolean;
mod invalid_date_value;
mod invalid_kms_key_value;
mod invalid_region;
mod invalid_vpc_format;
mod invalid_vpce_format;
mod permissive;
mod private;
mod private_ip_address;
mod private_ip_address_subset;
mod private_not_ip_address;
mod private_not_ip_address_subset;
mod type_mismatch;
mod type_mismatch_boolean;
mod type_mismatch_date;
mod type_mismatch_ip_range;
mod type_mismatch_number;
mod type_mismatch_string;
mod typed;
mod variable_usage_too_permissive;
mod wildcard_usage_too_permissive;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &improve_ip_range::RULE,
    &invalid_condition_data_type::RULE,
    &invalid_condition_multiple_boolean::RULE,
    &invalid_date_value::RULE,
    &invalid_kms_key_value::RULE,
    &invalid_region::RULE,
    &invalid_vpc_format::RULE,
    &invalid_vpce_format::RULE,
    &private_ip_address::RULE,
    &private_ip_address_subset::RULE,
    &private_not_ip_address::RULE,
    &private_not_ip_address_subset::RULE,
    &type_mismatch::RULE,
    &type_mismatch_boolean::RULE,
    &type_mismatch_date::RULE,
    &type_mismatch_ip_range::RULE,
    &type_mismatch_number::RULE,
    &type_mismatch_string::RULE,
    &variable_usage_too_permissive::RULE,
    &wildcard_usage_too_permissive::RULE,
];
