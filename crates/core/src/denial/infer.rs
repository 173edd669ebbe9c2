//! What a message does not say and what follows from what it says.

use sayso_catalog::ServiceReference;

use super::{Denial, Field};
use crate::arn::{Arn, is_account_id};
use crate::message::{ErrorCode, ResourceForm};

/// The account of an ARN that names one.
pub(super) fn account_of(arn: &str) -> Option<&str> {
    Arn::of(arn).map(Arn::account).filter(|account| is_account_id(account))
}

/// The ARN that a message means.
pub(super) fn resource(
    form: Option<&ResourceForm>,
    principal: &Field,
    action: Option<&str>,
    reference: &ServiceReference<'_>,
) -> Field {
    match form {
        Some(ResourceForm::Quoted(arn)) => Field::Stated(arn.clone()),
        Some(ResourceForm::Plain(text)) if text == "*" || text.starts_with("arn:") => {
            Field::Stated(text.clone())
        }
        Some(ResourceForm::Named { kind, name }) => {
            let caller = principal.value().and_then(Arn::of);
            let caller = caller.filter(|arn| is_account_id(arn.account()));
            caller.map_or(Field::Unknown, |caller| {
                let arn = format!("arn:{}:iam::{}:{kind}/{name}", caller.partition(), caller.account());
                Field::inferred(arn, "IAM's short name, in the caller's account and without a path")
            })
        }
        // An id that only the service understands, or none at all.
        Some(ResourceForm::Plain(_) | ResourceForm::This) => Field::Unknown,
        None => match action.and_then(|action| reference.action(action)) {
            Some(action) if action.resource_types().next().is_none() => {
                Field::inferred("*", "the action, which takes no resource")
            }
            _ => Field::Unknown,
        },
    }
}

/// The account of the resource, so far as its ARN tells.
pub(super) fn resource_account(denial: &mut Denial) {
    let own = denial.resource.value().and_then(account_of).map(str::to_owned);
    if let Some(account) = own {
        denial.resource_account =
            denial.resource_account.clone().or(|| Field::inferred(account, "the resource's ARN"));
    }
}

/// The prefix of a service by what a client's library calls it.
pub(super) fn service(name: &str, reference: &ServiceReference<'_>) -> Option<String> {
    const OTHER_NAMES: [(&str, &str); 8] = [
        ("cloudwatchlogs", "logs"),
        ("eventbridge", "events"),
        ("sfn", "states"),
        ("configservice", "config"),
        ("elasticloadbalancingv2", "elasticloadbalancing"),
        ("efs", "elasticfilesystem"),
        ("sesv2", "ses"),
        ("securitytokenservice", "sts"),
    ];
    let lower = name.to_ascii_lowercase();
    let bare = ["amazon", "aws"].iter().find_map(|prefix| lower.strip_prefix(prefix)).unwrap_or(&lower);
    let other = OTHER_NAMES.iter().find(|(known, _)| *known == bare).map(|(_, prefix)| *prefix);
    let prefix = other.unwrap_or(bare);
    reference.service(prefix).map(|_| prefix.to_owned())
}

/// The service that a code or wording is of.
pub(super) fn service_of_code(code: &ErrorCode, has_code: bool) -> Option<(&'static str, &'static str)> {
    let name = code.as_str();
    match name.strip_prefix("Client.").unwrap_or(name) {
        "UnauthorizedOperation" if has_code => Some(("ec2", "the error code, which is EC2's")),
        "UnauthorizedOperation" => Some(("ec2", "the wording, which is EC2's")),
        "AuthorizationError" => Some(("sns", "the error code, which is SNS's")),
        _ => None,
    }
}
