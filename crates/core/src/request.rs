//! What is asked: a principal, an action, a resource and the facts around them.

mod context;
mod key;
mod named;
mod principal;

use crate::policy_type::PolicyType;

pub use context::{Context, Fact};
pub(crate) use context::{Value, Values};
pub use key::Key;
pub(crate) use key::lower_key;
pub use named::InvalidPrincipal;
pub(crate) use named::is_service_linked_role;
pub use principal::{Principal, PrincipalType, Session};

/// An action, `service:Name`, compared without regard to ASCII case (A02).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    written: Box<str>,
    lower: Box<str>,
    colon: usize,
}

/// Why a text is no action.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an action: expected `service:Name`, as in `s3:GetObject`")]
pub struct InvalidAction(pub String);

impl Action {
    /// Reads `service:Name`. Wildcards are patterns, not actions, and are refused.
    pub fn new(text: &str) -> Result<Self, InvalidAction> {
        let invalid = || InvalidAction(text.to_owned());
        let colon = text.find(':').ok_or_else(invalid)?;
        let blank = |c: char| c.is_whitespace() || c.is_control() || c == '*' || c == '?';
        if colon == 0 || colon + 1 == text.len() || text.contains(blank) {
            return Err(invalid());
        }
        Ok(Self { written: text.into(), lower: text.to_ascii_lowercase().into(), colon })
    }

    /// The action as asked.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The whole action in lower case.
    pub(crate) fn lower(&self) -> &str {
        &self.lower
    }

    /// The service prefix in lower case.
    pub fn service(&self) -> &str {
        self.lower.get(..self.colon).unwrap_or_default()
    }

    /// The name in lower case.
    pub fn name(&self) -> &str {
        self.lower.get(self.colon + 1..).unwrap_or_default()
    }
}

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
pub struct Resource {
    /// The ARN, or `*` where the action takes no resource.
    pub arn: String,
    /// The account that owns it; S3 ARNs do not say (4.2).
    pub account: Option<String>,
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
    pub fn of(arn: &str, action: &Action) -> Self {
        let fields: Vec<&str> = arn.splitn(6, ':').collect();
        match fields.as_slice() {
            ["arn", _, "kms", _, _, key] if key.starts_with("key/") => Self::KmsKey,
            ["arn", _, "iam", _, _, role] if role.starts_with("role/") && action.service() == "sts" => {
                Self::RoleTrust
            }
            _ => Self::Other,
        }
    }
}

impl Resource {
    /// What an ARN says, and the caller's account where it names none.
    pub fn of(arn: &str, action: &Action, principal: &Principal) -> Self {
        let account = account_of(arn).or_else(|| principal.account.clone());
        Self { kind: ResourceKind::of(arn, action), ..Self::new(arn, account) }
    }

    /// A resource of an account, of no special kind.
    pub fn new(arn: impl Into<String>, account: Option<String>) -> Self {
        Self {
            arn: arn.into(),
            account,
            kind: ResourceKind::Other,
            account_is_management: false,
            aws_managed_key: false,
        }
    }
}

/// The account field of an ARN, where it names one.
fn account_of(arn: &str) -> Option<String> {
    let account = arn.strip_prefix("arn:")?.split(':').nth(3)?;
    (!account.is_empty() && account != "aws" && !account.contains(['*', '?'])).then(|| account.to_owned())
}

/// One request, ready to be decided any number of times.
#[derive(Debug, Clone)]
pub struct Request {
    /// Who asks.
    pub principal: Principal,
    /// For what.
    pub action: Action,
    /// On what.
    pub resource: Resource,
    /// Under which circumstances.
    pub context: Context,
}

impl Request {
    /// What the request says of a key: the context first, then what follows from the principal (5.1).
    pub(crate) fn value<'a>(&'a self, key: &Key) -> Value<'a> {
        match self.context.fact(key) {
            Some(Fact::Known(values)) if values.is_empty() => Value::Absent,
            Some(Fact::Known(values)) => Value::Present(Values::Many(values)),
            Some(Fact::Absent) => Value::Absent,
            Some(Fact::Unknown) => Value::Unknown,
            None => match self.principal.derived(key) {
                Some(value) => Value::Present(Values::One(value)),
                // What follows from the principal is absent where it does not, whatever is unknown.
                None if self.principal.settles(key) => Value::Absent,
                None => self.context.unlisted(),
            },
        }
    }
}
