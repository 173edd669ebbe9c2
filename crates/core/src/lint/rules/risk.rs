//! What somebody could do with what is allowed.

mod credentials_exposure;
mod cross_account_trust;
mod data_exfiltration;
mod grouped;
mod permissions_management;
mod privilege_escalation;
mod privilege_escalation_possible;
mod public_access;
mod stranger;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &credentials_exposure::RULE,
    &cross_account_trust::RULE,
    &data_exfiltration::RULE,
    &permissions_management::RULE,
    &privilege_escalation::RULE,
    &privilege_escalation_possible::RULE,
    &public_access::RULE,
];
