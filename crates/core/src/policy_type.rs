//! The kinds of policy that AWS evaluates.

mod detect;

use std::fmt;
use std::str::FromStr;

use crate::diagnostic::quote;
use crate::document::PolicyDocument;

/// What a policy is attached to, which decides its grammar (semantics 1.3) and its part in a decision.
///
/// ```
/// use sayso::PolicyType;
///
/// assert_eq!(PolicyType::ServiceControl.to_string(), "service control policy");
/// assert_eq!(PolicyType::ALL.len(), 9);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyType {
    /// Inline or managed, of a user, group or role.
    Identity,
    /// Attached to a resource such as a bucket or a queue.
    Resource,
    /// The resource policy of a role: who may assume it.
    RoleTrust,
    /// The resource policy of a KMS key.
    KmsKey,
    /// A managed policy that caps a user or role.
    PermissionsBoundary,
    /// Passed when a session is made.
    Session,
    /// A service control policy (SCP) of an organization.
    ServiceControl,
    /// A resource control policy (RCP) of an organization.
    ResourceControl,
    /// Attached to a VPC endpoint.
    VpcEndpoint,
}

impl PolicyType {
    /// Every type, in declaration order.
    pub const ALL: [Self; 9] = [
        Self::Identity,
        Self::Resource,
        Self::RoleTrust,
        Self::KmsKey,
        Self::PermissionsBoundary,
        Self::Session,
        Self::ServiceControl,
        Self::ResourceControl,
        Self::VpcEndpoint,
    ];

    /// The word for it in flags, settings and what the web page is told.
    ///
    /// ```
    /// use sayso::PolicyType;
    ///
    /// assert_eq!(PolicyType::ServiceControl.as_str(), "scp");
    /// for policy_type in PolicyType::ALL {
    ///     assert_eq!(policy_type.as_str().parse(), Ok(policy_type));
    /// }
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Resource => "resource",
            Self::RoleTrust => "trust",
            Self::KmsKey => "key",
            Self::PermissionsBoundary => "boundary",
            Self::Session => "session",
            Self::ServiceControl => "scp",
            Self::ResourceControl => "rcp",
            Self::VpcEndpoint => "endpoint",
        }
    }

    /// The type that a document most probably is of, told by what it says; nothing in it tells an SCP, a
    /// boundary or a session policy from an identity policy, or an RCP from a resource policy.
    ///
    /// Without a `Principal` it is an identity policy. With one it is a role trust policy if it has no `Resource`
    /// and only actions with which roles are assumed, a key policy if it has only actions of KMS on `*`, else
    /// the policy of another resource.
    ///
    /// ```
    /// use sayso::{Limits, PolicyDocument, PolicyType, Source};
    ///
    /// let detect = |text: &str| {
    ///     let source = Source::new("policy.json", text);
    ///     PolicyType::detect(&PolicyDocument::parse(&source, &Limits::default()))
    /// };
    /// let trust = r#"{"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},
    ///     "Action": "sts:AssumeRole"}}"#;
    /// assert_eq!(detect(trust), PolicyType::RoleTrust);
    /// let key = r#"{"Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"},
    ///     "Action": "kms:*", "Resource": "*"}}"#;
    /// assert_eq!(detect(key), PolicyType::KmsKey);
    /// assert_eq!(detect(r#"{"Statement": []}"#), PolicyType::Identity);
    /// ```
    pub fn detect(document: &PolicyDocument) -> Self {
        detect::detect(document)
    }

    /// The phrase AWS uses in prose and in denial messages: `identity-based policy`.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Self::Identity => "identity-based policy",
            Self::Resource => "resource-based policy",
            Self::RoleTrust => "role trust policy",
            Self::KmsKey => "key policy",
            Self::PermissionsBoundary => "permissions boundary",
            Self::Session => "session policy",
            Self::ServiceControl => "service control policy",
            Self::ResourceControl => "resource control policy",
            Self::VpcEndpoint => "VPC endpoint policy",
        }
    }
}

impl FromStr for PolicyType {
    type Err = String;

    /// The type of a word, as [`PolicyType::as_str`] has them.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|policy_type| policy_type.as_str() == word);
        found.ok_or_else(|| format!("{} is no type of policy", quote(word)))
    }
}

impl fmt::Display for PolicyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.phrase())
    }
}
