//! The part of the message that names the layer at fault.

use std::fmt;

use crate::policy_type::PolicyType;

/// Why AWS says it refused; one variant for each wording known. The second half can't follow from
/// policies: a message in a log may say it, a decision never does.
///
/// ```
/// # use sayso::{Case, Explanation};
/// use sayso::message::{AccessDenied, DenialContext, Reason};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "kms:Decrypt",
///     "resource": "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}}}
/// }"#.parse().unwrap();
/// let denied = AccessDenied::of(&Explanation::new(&case.policies, &case.request)).unwrap();
/// assert_eq!(denied.context, DenialContext::KmsKeyOfOtherAccount);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DenialContext {
    /// Identity policies of the caller.
    Identity(Reason),
    /// Service control policies, of whichever level.
    ServiceControl(Reason),
    /// A resource control policy; these are never silent (E60).
    ResourceControl {
        /// The ARN of the policy that denies, where AWS tells it.
        policy: Option<String>,
    },
    /// The permissions boundary.
    PermissionsBoundary(Reason),
    /// Session policies.
    Session(Reason),
    /// The resource's policy, a key policy among them.
    Resource(Reason),
    /// The policy of the VPC endpoint.
    VpcEndpoint(Reason),
    /// The trust policy of the role to be assumed.
    RoleTrust(Reason),
    /// A KMS key of another account: AWS does not tell its fault from its absence.
    KmsKeyOfOtherAccount,
    /// Nothing is said of the layer.
    Unsaid,

    /// A call of the service behind an endpoint is denied by a service control policy.
    VpcEndpointThroughServiceControl,
    /// S3's setting `BlockPublicAcls`.
    BlockPublicAcls,
    /// S3's setting `BlockPublicPolicy`.
    BlockPublicPolicy,
    /// S3's setting against encryption with keys of the customer's own (SSE-C).
    CustomerKeysBlocked,
}

/// How a layer is at fault.
///
/// ```
/// # use sayso::{Case, Explanation, message::AccessDenied};
/// use sayso::message::{DenialContext, Reason};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:DeleteObject",
///     "policies": {"scps": [{"Version": "2012-10-17", "Statement": {
///         "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}}]}
/// }"#.parse().unwrap();
/// let denied = AccessDenied::of(&Explanation::new(&case.policies, &case.request)).unwrap();
/// // The policy was written inline: it has no ARN to tell.
/// assert_eq!(denied.context, DenialContext::ServiceControl(Reason::Denies(None)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nothing in it allows.
    Silent,
    /// A statement denies; with the ARN of its policy, where AWS tells it.
    Denies(Option<String>),
}

impl DenialContext {
    /// Writes the words, a blank first, and says whether they end in a full stop.
    pub(super) fn write(&self, f: &mut fmt::Formatter<'_>, action: &str) -> Result<bool, fmt::Error> {
        let setting = |setting: &str, what: &str| {
            format!(" because public {what} are prevented by the {setting} setting in S3 Block Public Access")
        };
        match self {
            Self::Identity(reason) => layer(f, PolicyType::Identity, "an", reason, action)?,
            Self::ServiceControl(reason) => layer(f, PolicyType::ServiceControl, "a", reason, action)?,
            Self::ResourceControl { policy } => {
                layer(f, PolicyType::ResourceControl, "a", &Reason::Denies(policy.clone()), action)?;
            }
            Self::PermissionsBoundary(reason) => {
                layer(f, PolicyType::PermissionsBoundary, "a", reason, action)?;
            }
            Self::Session(reason) => layer(f, PolicyType::Session, "a", reason, action)?,
            Self::Resource(reason) => layer(f, PolicyType::Resource, "a", reason, action)?,
            Self::VpcEndpoint(reason) => layer(f, PolicyType::VpcEndpoint, "a", reason, action)?,
            Self::RoleTrust(reason) => layer(f, PolicyType::RoleTrust, "the", reason, action)?,
            Self::KmsKeyOfOtherAccount => f.write_str(
                " because the resource does not exist in this Region, no resource-based policies allow \
                 access, or a resource-based policy explicitly denies access",
            )?,
            Self::Unsaid => {}
            Self::VpcEndpointThroughServiceControl => f.write_str(
                " with an explicit deny in a VPC endpoint policy transitively through a service control policy",
            )?,
            Self::BlockPublicAcls => f.write_str(&setting("BlockPublicAcls", "ACLs"))?,
            Self::BlockPublicPolicy => f.write_str(&setting("BlockPublicPolicy", "policies"))?,
            Self::CustomerKeysBlocked => {
                f.write_str(
                    " because this bucket has blocked upload requests that specify Server Side Encryption \
                     with Customer provided keys (SSE-C).",
                )?;
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The wording that the policy types share.
fn layer(
    f: &mut fmt::Formatter<'_>,
    policy_type: PolicyType,
    article: &str,
    reason: &Reason,
    action: &str,
) -> fmt::Result {
    match reason {
        Reason::Silent => write!(f, " because no {policy_type} allows the {action} action"),
        Reason::Denies(None) => write!(f, " with an explicit deny in {article} {policy_type}"),
        Reason::Denies(Some(arn)) => write!(f, " with an explicit deny in {article} {policy_type}: {arn}"),
    }
}

impl DenialContext {
    /// The words for a type of policy at fault; a key policy is a resource-based one.
    pub(crate) fn of(policy_type: PolicyType, reason: Reason) -> Self {
        match policy_type {
            PolicyType::Identity => Self::Identity(reason),
            PolicyType::ServiceControl => Self::ServiceControl(reason),
            PolicyType::ResourceControl => Self::ResourceControl {
                policy: if let Reason::Denies(policy) = reason { policy } else { None },
            },
            PolicyType::PermissionsBoundary => Self::PermissionsBoundary(reason),
            PolicyType::Session => Self::Session(reason),
            PolicyType::VpcEndpoint => Self::VpcEndpoint(reason),
            PolicyType::RoleTrust => Self::RoleTrust(reason),
            PolicyType::Resource | PolicyType::KmsKey => Self::Resource(reason),
        }
    }

    /// The type of policy at fault.
    pub(crate) fn policy_type(&self) -> Option<PolicyType> {
        Some(match self {
            Self::Identity(_) => PolicyType::Identity,
            Self::ServiceControl(_) => PolicyType::ServiceControl,
            Self::ResourceControl { .. } => PolicyType::ResourceControl,
            Self::PermissionsBoundary(_) => PolicyType::PermissionsBoundary,
            Self::Session(_) => PolicyType::Session,
            Self::Resource(_) => PolicyType::Resource,
            Self::VpcEndpoint(_) | Self::VpcEndpointThroughServiceControl => PolicyType::VpcEndpoint,
            Self::RoleTrust(_) => PolicyType::RoleTrust,
            Self::KmsKeyOfOtherAccount => PolicyType::KmsKey,
            Self::Unsaid | Self::BlockPublicAcls | Self::BlockPublicPolicy | Self::CustomerKeysBlocked => {
                return None;
            }
        })
    }

    fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Identity(reason)
            | Self::ServiceControl(reason)
            | Self::PermissionsBoundary(reason)
            | Self::Session(reason)
            | Self::Resource(reason)
            | Self::VpcEndpoint(reason)
            | Self::RoleTrust(reason) => Some(reason),
            _ => None,
        }
    }

    /// Whether a statement denies or nothing allows; `None` where the words leave it open.
    pub(crate) fn is_explicit(&self) -> Option<bool> {
        match self {
            Self::ResourceControl { .. } | Self::VpcEndpointThroughServiceControl => Some(true),
            other => other.reason().map(|reason| *reason != Reason::Silent),
        }
    }

    /// The ARN of the policy that denies.
    pub(crate) fn policy(&self) -> Option<&str> {
        match self {
            Self::ResourceControl { policy } => policy.as_deref(),
            other => match other.reason()? {
                Reason::Denies(policy) => policy.as_deref(),
                Reason::Silent => None,
            },
        }
    }
}
