//! Who asks, and what follows from that.

use std::borrow::Cow;
use std::fmt;

use super::Key;
use super::key::DerivedKey;

/// How a user's or role's session came about, where that limits it.
///
/// ```
/// use sayso::{Principal, PrincipalType, Session};
///
/// let mut ana = Principal::named("arn:aws:iam::123456789012:user/ana", "").unwrap();
/// // An ARN does not tell; whoever knows says so.
/// assert!(matches!(ana.kind, PrincipalType::User { session: Session::Plain, .. }));
/// ana.kind = PrincipalType::User { id: None, session: Session::GetSessionToken };
/// assert_eq!(ana.derived_value("aws:PrincipalType"), Some("User"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Session {
    /// Long-term credentials, or a session without limits of its own.
    #[default]
    Plain,
    /// `GetSessionToken`: no IAM without MFA, little STS (E22). Never inferred from MFA keys.
    GetSessionToken,
}

/// The kinds of caller.
///
/// ```
/// use sayso::{Principal, PrincipalType};
///
/// let root = Principal::named("arn:aws:iam::123456789012:root", "").unwrap();
/// assert_eq!(root.kind, PrincipalType::Root);
/// let google = Principal::named("accounts.google.com", "").unwrap();
/// assert_eq!(google.kind, PrincipalType::Federated { provider: "accounts.google.com".into() });
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrincipalType<'a> {
    /// An IAM user.
    User {
        /// The unique id, `AIDA…`.
        id: Option<Cow<'a, str>>,
        /// How the credentials were got.
        session: Session,
    },
    /// A session of a role, however it was assumed.
    RoleSession {
        /// The role's ARN, with its path.
        role_arn: Cow<'a, str>,
        /// The role's unique id, `AROA…`.
        role_id: Option<Cow<'a, str>>,
        /// Whether the role is service-linked: no SCP and no RCP binds it (E51, E62).
        service_linked: bool,
    },
    /// A session made by `GetFederationToken`.
    FederatedUser {
        /// The user who made it.
        user_arn: Cow<'a, str>,
    },
    /// The root user of an account.
    Root,
    /// An AWS service calling for itself; the ARN is empty and the name its principal.
    Service {
        /// `cloudtrail.amazonaws.com`
        name: Cow<'a, str>,
    },
    /// A caller known only to an identity provider, about to assume a role.
    Federated {
        /// The provider, by ARN or host name.
        provider: Cow<'a, str>,
    },
    /// An unsigned request.
    Anonymous,
}

impl PrincipalType<'_> {
    /// The kind with its own copies of all text.
    pub(crate) fn into_owned(self) -> PrincipalType<'static> {
        match self {
            Self::User { id, session } => PrincipalType::User { id: id.map(owned), session },
            Self::RoleSession { role_arn, role_id, service_linked } => PrincipalType::RoleSession {
                role_arn: owned(role_arn),
                role_id: role_id.map(owned),
                service_linked,
            },
            Self::FederatedUser { user_arn } => PrincipalType::FederatedUser { user_arn: owned(user_arn) },
            Self::Root => PrincipalType::Root,
            Self::Service { name } => PrincipalType::Service { name: owned(name) },
            Self::Federated { provider } => PrincipalType::Federated { provider: owned(provider) },
            Self::Anonymous => PrincipalType::Anonymous,
        }
    }
}

/// The second field of an ARN.
pub(super) fn partition(arn: &str) -> Option<&str> {
    let rest = arn.strip_prefix("arn:")?;
    let end = rest.bytes().position(|byte| byte == b':').unwrap_or(rest.len());
    rest.get(..end).filter(|partition| !partition.is_empty())
}

fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

/// The caller of a request.
///
/// ```
/// use sayso::{Case, Decision, decide};
///
/// let mut case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {
///         "identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}},
///         "scps": [{"Version": "2012-10-17", "Statement": {
///             "Effect": "Deny", "Action": "*", "Resource": "*"}}]}
/// }"#.parse().unwrap();
/// assert_eq!(decide(&case.policies, &case.request), Decision::ExplicitDeny);
/// case.request.principal.account_is_management = true;
/// assert_eq!(decide(&case.policies, &case.request), Decision::Allowed);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal<'a> {
    /// What kind of caller it is.
    pub kind: PrincipalType<'a>,
    /// The caller's own ARN (M04); empty for services, federated and anonymous callers.
    pub arn: Cow<'a, str>,
    /// The caller's account; callers without one are judged by the resource's side alone (4.2).
    pub account: Option<Cow<'a, str>>,
    /// The account's canonical user id, which S3 policies may name (P12).
    pub canonical_user_id: Option<Cow<'a, str>>,
    /// `aws:userid`, where it is known.
    pub user_id: Option<Cow<'a, str>>,
    /// Whether the account is the management account of its organization (E51).
    pub account_is_management: bool,
}

impl<'a> Principal<'a> {
    /// A caller of this kind, nothing else known.
    ///
    /// ```
    /// use sayso::{Principal, PrincipalType};
    ///
    /// let role_arn = "arn:aws:iam::123456789012:role/team/App".into();
    /// let kind = PrincipalType::RoleSession { role_arn, role_id: None, service_linked: false };
    /// let own = "arn:aws:sts::123456789012:assumed-role/App/nightly";
    /// let session = Principal::new(kind, own, Some("123456789012".into()));
    /// assert_eq!(session.to_string(), own);
    /// ```
    pub fn new(kind: PrincipalType<'a>, arn: impl Into<Cow<'a, str>>, account: Option<Cow<'a, str>>) -> Self {
        Self {
            kind,
            arn: arn.into(),
            account,
            canonical_user_id: None,
            user_id: None,
            account_is_management: false,
        }
    }

    /// The caller with its own copies of all text.
    pub(crate) fn into_owned(self) -> Principal<'static> {
        Principal {
            kind: self.kind.into_owned(),
            arn: owned(self.arn),
            account: self.account.map(owned),
            canonical_user_id: self.canonical_user_id.map(owned),
            user_id: self.user_id.map(owned),
            account_is_management: self.account_is_management,
        }
    }

    /// Whether it is a user, a role's or federated user's session, or root: a principal of an account.
    ///
    /// ```
    /// use sayso::Principal;
    ///
    /// assert!(Principal::named("arn:aws:iam::123456789012:root", "").unwrap().is_iam());
    /// assert!(!Principal::named("ec2.amazonaws.com", "").unwrap().is_iam());
    /// ```
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
    pub(crate) fn has_identity_policies(&self) -> bool {
        self.is_iam() && !matches!(self.kind, PrincipalType::Root)
    }

    /// `aws` of `arn:aws:iam::…`; `None` where the caller has no ARN.
    pub(crate) fn partition(&self) -> Option<&str> {
        partition(&self.arn)
    }

    /// The value of a key that follows from the principal (5.1, K05).
    pub(crate) fn derived(&self, key: &Key<'_>) -> Option<&str> {
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
    pub(crate) fn settles(&self, key: &Key<'_>) -> bool {
        let documented = self.is_iam() || self.kind == PrincipalType::Anonymous;
        documented && key.derived().is_some_and(|derived| derived != DerivedKey::UserId)
    }

    /// The value of the key named `name`, where it follows from the principal.
    ///
    /// ```
    /// use sayso::Principal;
    ///
    /// let app = Principal::named("arn:aws:iam::123456789012:role/team/App", "nightly").unwrap();
    /// // The role's ARN, not the session's (P19).
    /// assert_eq!(app.derived_value("aws:PrincipalArn"), Some("arn:aws:iam::123456789012:role/team/App"));
    /// assert_eq!(app.derived_value("aws:username"), None);
    /// assert_eq!(app.derived_value("aws:SourceIp"), None);
    /// ```
    pub fn derived_value(&self, name: &str) -> Option<&str> {
        self.derived(&Key::new(name))
    }

    /// `aws:userid` where the principal tells it (K05): of users and roles only with their unique id.
    ///
    /// ```
    /// use sayso::Principal;
    ///
    /// let partner = Principal::named("arn:aws:sts::123456789012:federated-user/partner", "").unwrap();
    /// assert_eq!(partner.derived_user_id().as_deref(), Some("123456789012:partner"));
    /// let ana = Principal::named("arn:aws:iam::123456789012:user/ana", "").unwrap();
    /// assert_eq!(ana.derived_user_id(), None);
    /// ```
    pub fn derived_user_id(&self) -> Option<String> {
        match &self.kind {
            PrincipalType::User { id, .. } => id.as_deref().map(str::to_owned),
            PrincipalType::RoleSession { role_id, .. } => {
                Some(format!("{}:{}", role_id.as_ref()?, self.arn.rsplit('/').next()?))
            }
            PrincipalType::FederatedUser { .. } => {
                Some(format!("{}:{}", self.account.as_ref()?, self.arn.rsplit('/').next()?))
            }
            PrincipalType::Root => self.account.as_deref().map(str::to_owned),
            PrincipalType::Anonymous => Some("anonymous".to_owned()),
            PrincipalType::Service { .. } | PrincipalType::Federated { .. } => None,
        }
    }

    /// The role's ARN for a session of a role, else the caller's own (P19).
    pub(crate) fn principal_arn(&self) -> Option<&str> {
        match &self.kind {
            PrincipalType::RoleSession { role_arn, .. } => Some(role_arn),
            _ => (!self.arn.is_empty()).then_some(&*self.arn),
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
impl fmt::Display for Principal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.kind {
            PrincipalType::Service { name } => name,
            PrincipalType::Federated { provider } => provider,
            PrincipalType::Anonymous => "anonymous",
            _ => &self.arn,
        })
    }
}
