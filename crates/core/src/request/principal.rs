//! Who asks, and what follows from that.

use std::fmt;

use super::Key;
use super::key::DerivedKey;

/// How a user's or role's session came about, where that limits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Session {
    /// Long-term credentials, or a session without limits of its own.
    #[default]
    Plain,
    /// `GetSessionToken`: no IAM without MFA, little STS (E22). Never inferred from MFA keys.
    GetSessionToken,
}

/// The kinds of caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrincipalType {
    /// An IAM user.
    User {
        /// The unique id, `AIDA…`.
        id: Option<String>,
        /// How the credentials were got.
        session: Session,
    },
    /// A session of a role, however it was assumed.
    RoleSession {
        /// The role's ARN, with its path.
        role_arn: String,
        /// The role's unique id, `AROA…`.
        role_id: Option<String>,
        /// Whether the role is service-linked: no SCP and no RCP binds it (E51, E62).
        service_linked: bool,
    },
    /// A session made by `GetFederationToken`.
    FederatedUser {
        /// The user who made it.
        user_arn: String,
    },
    /// The root user of an account.
    Root,
    /// An AWS service calling for itself; the ARN is empty and the name its principal.
    Service {
        /// `cloudtrail.amazonaws.com`
        name: String,
    },
    /// A caller known only to an identity provider, about to assume a role.
    Federated {
        /// The provider, by ARN or host name.
        provider: String,
    },
    /// An unsigned request.
    Anonymous,
}

/// The caller of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// What kind of caller it is.
    pub kind: PrincipalType,
    /// The caller's own ARN (M04); empty for services, federated and anonymous callers.
    pub arn: String,
    /// The caller's account; callers without one are judged by the resource's side alone (4.2).
    pub account: Option<String>,
    /// The account's canonical user id, which S3 policies may name (P12).
    pub canonical_user_id: Option<String>,
    /// `aws:userid`, where it is known.
    pub user_id: Option<String>,
    /// Whether the account is the management account of its organization (E51).
    pub account_is_management: bool,
}

impl Principal {
    /// A caller of this kind, nothing else known.
    pub fn new(kind: PrincipalType, arn: impl Into<String>, account: Option<String>) -> Self {
        Self {
            kind,
            arn: arn.into(),
            account,
            canonical_user_id: None,
            user_id: None,
            account_is_management: false,
        }
    }

    /// Whether it is a user, a role's or federated user's session, or root: a principal of an account.
    pub fn is_iam(&self) -> bool {
        matches!(
            self.kind,
            PrincipalType::User { .. }
                | PrincipalType::RoleSession { .. }
                | PrincipalType::FederatedUser { .. }
                | PrincipalType::Root
        )
    }

    /// Whether identity policies and a boundary can be attached to it.
    pub fn has_identity_policies(&self) -> bool {
        self.is_iam() && self.kind != PrincipalType::Root
    }

    /// `aws` of `arn:aws:iam::…`; `None` where the caller has no ARN.
    pub fn partition(&self) -> Option<&str> {
        self.arn.split(':').nth(1)
    }

    /// The value of a key that follows from the principal (5.1, K05).
    pub(crate) fn derived(&self, key: &Key) -> Option<&str> {
        match key.derived()? {
            DerivedKey::PrincipalArn => self.principal_arn(),
            DerivedKey::PrincipalAccount => match self.kind {
                PrincipalType::Anonymous => Some("anonymous"),
                _ => self.account.as_deref(),
            },
            DerivedKey::PrincipalType => self.principal_type(),
            DerivedKey::PrincipalIsAwsService => match self.kind {
                PrincipalType::Service { .. } => Some("true"),
                _ => self.is_iam().then_some("false"),
            },
            DerivedKey::PrincipalServiceName => match &self.kind {
                PrincipalType::Service { name } => Some(name),
                _ => None,
            },
            DerivedKey::UserId => self.user_id.as_deref(),
            DerivedKey::Username => match self.kind {
                PrincipalType::User { .. } => self.arn.rsplit('/').next(),
                _ => None,
            },
        }
    }

    /// Whether the principal says all there is to say of a key, so that a value it does not give is
    /// absent (K05). Of `aws:userid` it may know nothing, and of services and federated callers the
    /// tables are silent.
    pub(crate) fn settles(&self, key: &Key) -> bool {
        let documented = self.is_iam() || self.kind == PrincipalType::Anonymous;
        documented && key.derived().is_some_and(|derived| derived != DerivedKey::UserId)
    }

    /// The value of the key named `name`, where it follows from the principal.
    pub fn derived_value(&self, name: &str) -> Option<&str> {
        self.derived(&Key::new(name))
    }

    /// `aws:userid` where the principal tells it (K05): of users and roles only with their unique id.
    pub fn derived_user_id(&self) -> Option<String> {
        match &self.kind {
            PrincipalType::User { id, .. } => id.clone(),
            PrincipalType::RoleSession { role_id, .. } => {
                Some(format!("{}:{}", role_id.as_ref()?, self.arn.rsplit('/').next()?))
            }
            PrincipalType::FederatedUser { .. } => {
                Some(format!("{}:{}", self.account.as_ref()?, self.arn.rsplit('/').next()?))
            }
            PrincipalType::Root => self.account.clone(),
            PrincipalType::Anonymous => Some("anonymous".to_owned()),
            PrincipalType::Service { .. } | PrincipalType::Federated { .. } => None,
        }
    }

    /// The role's ARN for a session of a role, else the caller's own (P19).
    pub fn principal_arn(&self) -> Option<&str> {
        match &self.kind {
            PrincipalType::RoleSession { role_arn, .. } => Some(role_arn),
            _ => (!self.arn.is_empty()).then_some(self.arn.as_str()),
        }
    }

    fn principal_type(&self) -> Option<&'static str> {
        match self.kind {
            PrincipalType::User { .. } => Some("User"),
            PrincipalType::RoleSession { .. } => Some("AssumedRole"),
            PrincipalType::FederatedUser { .. } => Some("FederatedUser"),
            PrincipalType::Root => Some("Account"),
            PrincipalType::Anonymous => Some("Anonymous"),
            PrincipalType::Service { .. } | PrincipalType::Federated { .. } => None,
        }
    }
}

/// The caller as messages name it: its ARN, a service's or provider's name, `anonymous`.
impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.kind {
            PrincipalType::Service { name } => name,
            PrincipalType::Federated { provider } => provider,
            PrincipalType::Anonymous => "anonymous",
            _ => &self.arn,
        })
    }
}
