//! What an account holds, in AWS's terms.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::PolicyDocument;
use crate::policy::Policy;
use crate::source::{Source, Span};

/// One account of an [`Inventory`](super::Inventory), without its users and roles, which are
/// [`Inventory::entities`](super::Inventory::entities).
///
/// ```
/// let inventory = sayso::account::sample();
/// let account = inventory.accounts().next().unwrap();
/// assert_eq!((account.id.as_str(), account.groups.len()), ("123456789012", 1));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Twelve digits.
    pub id: String,
    /// By name.
    pub groups: BTreeMap<String, Group>,
    /// By ARN. A role may be in one that no dump lists with the role.
    pub instance_profiles: BTreeMap<String, InstanceProfile>,
    /// Whether no dump of it is the last page.
    pub is_truncated: bool,
}

/// A group of users.
///
/// ```
/// let inventory = sayso::account::sample();
/// let group = &inventory.accounts().next().unwrap().groups["Developers"];
/// assert_eq!(group.members, ["arn:aws:iam::123456789012:user/ana"]);
/// ```
#[derive(Debug, Clone)]
pub struct Group {
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// Its policies; inline ones first.
    pub policies: Vec<Held>,
    /// What is attached and could not be had.
    pub missing: Vec<MissingPolicy>,
    /// ARNs of its users, sorted.
    pub members: Vec<String>,
    /// When it was made, as the dump says it.
    pub created: Option<String>,
    /// Where it is written.
    pub place: Place,
}

/// An instance profile: what hands a role to EC2 instances.
///
/// ```
/// let inventory = sayso::account::sample();
/// let profile = inventory.accounts().next().unwrap().instance_profiles.values().next().unwrap();
/// assert_eq!(profile.roles, ["arn:aws:iam::123456789012:role/App"]);
/// ```
#[derive(Debug, Clone)]
pub struct InstanceProfile {
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// ARNs of its roles; IAM lets it have one.
    pub roles: Vec<String>,
}

/// Whether an [`Entity`] is a user or a role.
///
/// ```
/// use sayso::account::EntityKind;
///
/// assert_eq!(EntityKind::Role.as_str(), "role");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// An IAM user.
    User,
    /// An IAM role.
    Role,
}

impl EntityKind {
    /// `user` or `role`, as in an ARN.
    ///
    /// ```
    /// assert_eq!(sayso::account::EntityKind::User.as_str(), "user");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Role => "role",
        }
    }
}

/// A user or a role, with all that is attached to it.
///
/// ```
/// let inventory = sayso::account::sample();
/// let ana = inventory.entity("user/ana").unwrap();
/// assert_eq!((ana.name.as_str(), ana.policies.len()), ("ana", 1));
/// assert_eq!(ana.policies[0].group.as_deref(), Some("Developers"));
/// ```
#[derive(Debug, Clone)]
pub struct Entity {
    /// Its ARN.
    pub arn: String,
    /// User or role.
    pub kind: EntityKind,
    /// Its name, without the path.
    pub name: String,
    /// Its path, `/` or `/team/`.
    pub path: String,
    /// Its unique id, `AIDA…` or `AROA…`.
    pub id: Option<String>,
    /// The account's id.
    pub account: String,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// Names of its groups; of a role none.
    pub groups: Vec<Arc<str>>,
    /// Identity policies: inline, managed, those of its groups.
    pub policies: Vec<Held>,
    /// The permissions boundary, where there is one that can be had.
    pub boundary: Option<Arc<Policy>>,
    /// The ARN of its permissions boundary.
    pub boundary_arn: Option<String>,
    /// The trust policy; of a user none.
    pub trust: Option<Arc<Policy>>,
    /// ARNs of the instance profiles that a role is in.
    pub instance_profiles: Vec<String>,
    /// When it was made, as the dump says it.
    pub created: Option<String>,
    /// When a role, or a user's password, was last used.
    pub last_used: Option<String>,
    /// Policies that it is named to have and that could not be had.
    pub missing: Vec<MissingPolicy>,
    /// Where it is written.
    pub place: Place,
}

impl Entity {
    /// `user/ana`, `role/App`: short, and unique in an account.
    ///
    /// ```
    /// let inventory = sayso::account::sample();
    /// assert_eq!(inventory.entities().next().unwrap().short(), "role/App");
    /// ```
    pub fn short(&self) -> String {
        format!("{}/{}", self.kind.as_str(), self.name)
    }
}

/// A policy of somebody, and how it is attached.
///
/// ```
/// let inventory = sayso::account::sample();
/// let held = &inventory.entity("role/App").unwrap().policies[0];
/// assert_eq!((held.policy.name(), held.managed.as_deref()), ("ReadReports", None));
/// ```
#[derive(Debug, Clone)]
pub struct Held {
    /// The policy, shared by all who have it where it is managed.
    pub policy: Arc<Policy>,
    /// Its ARN where it is managed; inline otherwise.
    pub managed: Option<Arc<str>>,
    /// The group that a user has it through.
    pub group: Option<Arc<str>>,
}

/// A managed policy: the version in force is compiled where somebody has it, the others are kept.
///
/// ```
/// let inventory = sayso::account::sample();
/// let policy = inventory.managed_policies().next().unwrap();
/// assert_eq!((policy.name.as_str(), policy.attached_to.len()), ("Deploy", 1));
/// ```
#[derive(Debug, Clone)]
pub struct ManagedPolicy {
    /// Its ARN.
    pub arn: Arc<str>,
    /// Its name.
    pub name: String,
    /// All versions that the dump has, in its order.
    pub versions: Vec<PolicyVersion>,
    /// ARNs of the users, groups and roles that have it, as boundary too.
    pub attached_to: Vec<String>,
    /// Where it is written; `None` of one that comes from the catalogue.
    pub place: Option<Place>,
}

/// A version of a managed policy.
///
/// ```
/// let inventory = sayso::account::sample();
/// let policy = inventory.managed_policies().next().unwrap();
/// let version = policy.versions.iter().find(|version| version.is_default).unwrap();
/// assert_eq!(version.document.statements().len(), 1);
/// ```
#[derive(Debug, Clone)]
pub struct PolicyVersion {
    /// `v3`.
    pub id: String,
    /// Whether it is in force.
    pub is_default: bool,
    /// What it says.
    pub document: Arc<PolicyDocument>,
}

/// A policy that somebody is said to have, of which the text is not there or not a policy.
///
/// ```
/// use sayso::account::MissingPolicy;
///
/// let policy = MissingPolicy { name: "Deploy".into(), role: sayso::PolicyType::Identity, is_broken: true };
/// assert!(policy.to_string().contains("could not be read"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingPolicy {
    /// Its ARN, or its name where it is inline.
    pub name: String,
    /// What it is for: identity, boundary or trust.
    pub role: crate::PolicyType,
    /// Whether its text is there and no policy.
    pub is_broken: bool,
}

impl std::fmt::Display for MissingPolicy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = self.role.phrase();
        let why = if self.is_broken { "could not be read" } else { "is not in the dump" };
        write!(f, "the {what} `{}` {why}", self.name)
    }
}

/// A place in a dump.
///
/// ```
/// let inventory = sayso::account::sample();
/// assert_eq!(inventory.entity("user/ana").unwrap().place.to_string(), "account.json:3:6");
/// ```
#[derive(Debug, Clone)]
pub struct Place {
    /// The dump.
    pub source: Source,
    /// Where in it.
    pub span: Span,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.source.place(self.span))
    }
}
