//! What is acted on.

use std::borrow::Cow;

use super::principal::partition;
use super::{Action, Principal};
use crate::pattern::arn_fields;
use crate::policy_type::PolicyType;

/// What kind of resource it is, where that changes the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ResourceKind {
    /// Any other resource: in its own account an identity policy is enough.
    #[default]
    Other,
    /// A KMS key: nothing is allowed that its key policy does not allow or delegate (E80).
    KmsKey,
    /// A role being assumed: its trust policy must allow (E90).
    RoleTrust,
}

/// What is acted on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource<'a> {
    /// The ARN, or `*` where the action takes no resource.
    pub arn: Cow<'a, str>,
    /// The account that owns it; S3 ARNs do not say (4.2).
    pub account: Option<Cow<'a, str>>,
    /// Where its policy is stricter than usual.
    pub kind: ResourceKind,
    /// Whether the owner is the management account of its organization (E62).
    pub account_is_management: bool,
    /// Whether it is a KMS key that AWS manages (E62).
    pub aws_managed_key: bool,
}

impl ResourceKind {
    /// The type of the resource's own policy, whose grammar it follows.
    pub fn policy_type(self) -> PolicyType {
        match self {
            Self::Other => PolicyType::Resource,
            Self::KmsKey => PolicyType::KmsKey,
            Self::RoleTrust => PolicyType::RoleTrust,
        }
    }

    /// What an ARN and the action on it say: a KMS key, or a role being assumed.
    pub fn of(arn: &str, action: &Action<'_>) -> Self {
        Self::of_fields(arn_fields(arn, false), action)
    }

    fn of_fields(arn: Option<[&str; 6]>, action: &Action<'_>) -> Self {
        match arn {
            Some(["arn", _, "kms", _, _, key]) if key.starts_with("key/") => Self::KmsKey,
            Some(["arn", _, "iam", _, _, role]) if role.starts_with("role/") && action.service() == "sts" => {
                Self::RoleTrust
            }
            _ => Self::Other,
        }
    }
}

impl<'a> Resource<'a> {
    /// What an ARN says, and the caller's account where it names none.
    pub fn of(arn: &'a str, action: &Action<'_>, principal: &Principal<'a>) -> Self {
        let fields = arn_fields(arn, false);
        let account = match fields {
            Some(["arn", _, _, _, account, _]) => Some(account),
            Some(_) => None,
            None => arn.strip_prefix("arn:").and_then(|rest| rest.split(':').nth(3)),
        };
        let account = account.filter(|account| is_account(account)).map(Cow::Borrowed);
        let account = account.or_else(|| principal.account.clone());
        Self { kind: ResourceKind::of_fields(fields, action), ..Self::new(arn, account) }
    }

    /// A resource of an account, of no special kind.
    pub fn new(arn: impl Into<Cow<'a, str>>, account: Option<Cow<'a, str>>) -> Self {
        Self {
            arn: arn.into(),
            account,
            kind: ResourceKind::Other,
            account_is_management: false,
            aws_managed_key: false,
        }
    }

    /// `aws` of `arn:aws:s3:::…`; `None` where the ARN names none.
    pub fn partition(&self) -> Option<&str> {
        partition(&self.arn)
    }

    /// The resource with its own copies of all text.
    pub fn into_owned(self) -> Resource<'static> {
        Resource {
            arn: Cow::Owned(self.arn.into_owned()),
            account: self.account.map(|account| Cow::Owned(account.into_owned())),
            kind: self.kind,
            account_is_management: self.account_is_management,
            aws_managed_key: self.aws_managed_key,
        }
    }
}

/// Whether the account field of an ARN names one.
fn is_account(field: &str) -> bool {
    !field.is_empty() && field != "aws" && !field.contains(['*', '?'])
}
