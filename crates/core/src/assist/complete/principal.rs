//! Principals.

use sayso_catalog::service_principals;

use super::{List, Question};
use crate::assist::CompletionKind::{Element, Principal};
use crate::assist::words;
use crate::policy_type::PolicyType;

const OF_AWS: [(&str, &str); 5] = [
    ("*", "everybody"),
    ("arn:aws:iam::ACCOUNT:root", "an account: everybody there whom it allows"),
    ("arn:aws:iam::ACCOUNT:role/ROLE_NAME", "a role"),
    ("arn:aws:iam::ACCOUNT:user/USER_NAME", "a user"),
    ("arn:aws:sts::ACCOUNT:assumed-role/ROLE_NAME/SESSION_NAME", "a session of a role"),
];

const FEDERATED: [(&str, &str); 6] = [
    ("arn:aws:iam::ACCOUNT:oidc-provider/HOST", "an OIDC provider of an account"),
    ("arn:aws:iam::ACCOUNT:saml-provider/PROVIDER_NAME", "a SAML provider of an account"),
    ("cognito-identity.amazonaws.com", "Amazon Cognito"),
    ("accounts.google.com", "Google"),
    ("graph.facebook.com", "Facebook"),
    ("www.amazon.com", "Login with Amazon"),
];

/// Offers the kinds that are not there yet.
pub(super) fn kinds(question: &Question<'_, '_, '_>, list: &mut List<'_>) {
    let present: Vec<&str> = question.place.siblings().collect();
    // Only roles trust identity providers.
    let trusts = question.policy_type.is_none_or(|it| it == PolicyType::RoleTrust);
    for kind in words::PRINCIPAL_KINDS.iter().filter(|kind| trusts || **kind != "Federated") {
        if !present.contains(kind) {
            list.offer_name(kind, words::principal_kind(kind), Element, question.place.has_colon());
        }
    }
}

/// Offers what can stand under a kind.
pub(super) fn entries(kind: &str, list: &mut List<'_>) {
    let fixed: &[(&str, &str)] = match kind {
        "AWS" => &OF_AWS,
        "Federated" => &FEDERATED,
        _ => &[],
    };
    for (principal, detail) in fixed {
        list.offer(principal, *detail, Principal);
    }
    if kind == "Service" {
        services(list);
    }
}

/// Offers the principals of services.
pub(super) fn services(list: &mut List<'_>) {
    for principal in service_principals() {
        list.offer(principal, "", Principal);
    }
}
