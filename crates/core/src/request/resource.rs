//! What is acted on.

use std::borrow::Cow;

use super::principal::partition;
use super::{Action, Principal};
use crate::arn::Arn;
use crate::policy_type::PolicyType;

/// What kind of resource it is, where that changes the decision.
///
/// ```
/// use sayso::{Case, Decision, ResourceKind, decide};
///
/// let mut case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "kms:Decrypt",
///     "resource": "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}}}
/// }"#.parse().unwrap();
/// assert_eq!(decide(&case.policies, &case.request), Decision::ImplicitDeny);
/// case.request.resource.kind = ResourceKind::Other;
/// assert_eq!(decide(&case.policies, &case.request), Decision::Allowed);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
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
///
/// ```
/// use sayso::{Case, Decision, decide};
///
/// let mut case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "resource": "arn:aws:s3:::reports/q3.csv",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}
/// }"#.parse().unwrap();
/// assert_eq!(decide(&case.policies, &case.request), Decision::Allowed);
/// // The bucket belongs to somebody else, who has to allow it, too (E30).
/// case.request.resource.account = Some("444455556666".into());
/// assert_eq!(decide(&case.policies, &case.request), Decision::ImplicitDeny);
/// ```
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
    ///
    /// ```
    /// use sayso::{PolicyType, ResourceKind};
    ///
    /// assert_eq!(ResourceKind::RoleTrust.policy_type(), PolicyType::RoleTrust);
    /// assert_eq!(ResourceKind::Other.policy_type(), PolicyType::Resource);
    /// ```
    pub fn policy_type(self) -> PolicyType {
        match self {
            Self::Other => PolicyType::Resource,
            Self::KmsKey => PolicyType::KmsKey,
            Self::RoleTrust => PolicyType::RoleTrust,
        }
    }

    /// What an ARN and the action on it say: a KMS key, or a role being assumed.
    ///
    /// ```
    /// use sayso::{Action, ResourceKind};
    ///
    /// let role = "arn:aws:iam::123456789012:role/App";
    /// let (assume, pass) = (Action::new("sts:AssumeRole").unwrap(), Action::new("iam:PassRole").unwrap());
    /// assert_eq!(ResourceKind::of(role, &assume), ResourceKind::RoleTrust);
    /// assert_eq!(ResourceKind::of(role, &pass), ResourceKind::Other);
    /// ```
    pub fn of(arn: &str, action: &Action<'_>) -> Self {
        Arn::of(arn).map_or(Self::Other, |arn| Self::of_arn(arn, action))
    }

    fn of_arn(arn: Arn<'_>, action: &Action<'_>) -> Self {
        match arn.service() {
            "kms" if arn.scheme() == "arn" && arn.resource().starts_with("key/") => Self::KmsKey,
            "iam" if arn.scheme() == "arn" && arn.resource().starts_with("role/") && action.is_of("sts") => {
                Self::RoleTrust
            }
            _ => Self::Other,
        }
    }
}

impl<'a> Resource<'a> {
    /// What an ARN says: kind and owner, which is the caller's account where it names none. Any text will
    /// do; `*` is the resource of actions that take none (R01).
    ///
    /// ```
    /// use sayso::{Action, Principal, Resource};
    ///
    /// let ana = Principal::named("arn:aws:iam::123456789012:user/ana", "").unwrap();
    /// let action = Action::new("sqs:SendMessage").unwrap();
    /// let queue = Resource::of("arn:aws:sqs:eu-west-1:444455556666:orders", &action, &ana);
    /// assert_eq!(queue.account.as_deref(), Some("444455556666"));
    /// let bucket = Resource::of("arn:aws:s3:::reports", &action, &ana);
    /// assert_eq!(bucket.account.as_deref(), Some("123456789012"));
    /// ```
    pub fn of(arn: &'a str, action: &Action<'_>, principal: &Principal<'a>) -> Self {
        let fields = Arn::of(arn);
        let account = match fields {
            Some(fields) => Some(fields.account()).filter(|_| fields.scheme() == "arn"),
            None => arn.strip_prefix("arn:").and_then(|rest| rest.split(':').nth(3)),
        };
        let account = account.filter(|account| is_account(account)).map(Cow::Borrowed);
        let account = account.or_else(|| principal.account.clone());
        let kind = fields.map_or(ResourceKind::Other, |fields| ResourceKind::of_arn(fields, action));
        Self { kind, ..Self::new(arn, account) }
    }

    /// A resource of an account, of no special kind.
    ///
    /// ```
    /// use sayso::{Resource, ResourceKind};
    ///
    /// let bucket = Resource::new("arn:aws:s3:::reports", Some("444455556666".into()));
    /// assert_eq!((bucket.kind, bucket.account_is_management), (ResourceKind::Other, false));
    /// ```
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
    pub(crate) fn partition(&self) -> Option<&str> {
        partition(&self.arn)
    }

    /// The resource with its own copies of all text.
    pub(crate) fn into_owned(self) -> Resource<'static> {
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
