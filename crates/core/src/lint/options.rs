//! What the linter is told besides the policy.

use sayso_catalog::ServiceReference;

/// What a policy is attached to, where that is known: it decides which quota holds, and which service's resource
/// it is a policy of.
///
/// ```
/// use sayso::lint::{Attachment, Options};
///
/// let options = Options { attachment: Attachment::Resource("AWS::S3::Bucket"), ..Options::default() };
/// assert_ne!(options.attachment, Attachment::Unknown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Attachment<'a> {
    /// Not known.
    #[default]
    Unknown,
    /// A managed policy.
    Managed,
    /// An inline policy of a user.
    User,
    /// An inline policy of a group.
    Group,
    /// An inline policy of a role.
    Role,
    /// The policy of a resource, by its type in CloudFormation's words: `AWS::S3::Bucket`.
    Resource(&'a str),
}

/// What the linter is told besides the policy.
///
/// ```
/// let options = sayso::lint::Options { known_accounts: &["111122223333"], ..Default::default() };
/// assert!(options.known_accounts.contains(&"111122223333"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// What the policy is attached to.
    pub attachment: Attachment<'a>,
    /// Accounts that are trusted: 12 digits each.
    pub known_accounts: &'a [&'a str],
    /// What AWS's services have.
    pub reference: ServiceReference<'a>,
}

#[cfg(feature = "embed")]
impl Default for Options<'_> {
    /// Nothing known but what is embedded.
    fn default() -> Self {
        Self { attachment: Attachment::Unknown, known_accounts: &[], reference: ServiceReference::embedded() }
    }
}
