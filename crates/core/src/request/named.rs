//! Callers by the one name that people give them: an ARN, a service, `anonymous`.

use std::borrow::Cow;

use super::{Principal, PrincipalType, Session};
use crate::arn::{Arn, is_account_id};

/// Identity providers that are named by host, not by ARN (P16).
const PROVIDER_HOSTS: [&str; 4] =
    ["accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"];

/// Why a text names no caller.
///
/// ```
/// use sayso::Principal;
///
/// let error = Principal::named("arn:aws:iam::123456789012:group/Developers", "session").unwrap_err();
/// assert_eq!(error.why, "a group cannot call; name one of its users");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no principal: {why}")]
pub struct InvalidPrincipal {
    /// The text given.
    pub text: String,
    /// What is wrong with it, and what to write.
    pub why: &'static str,
}

impl<'a> Principal<'a> {
    /// The caller that `text` names: the ARN of a user, of a role (a session of it, called
    /// `session_name`), of a role's session, of a federated user, of a root user or of an identity
    /// provider; a service (`ec2.amazonaws.com`); or `anonymous`.
    ///
    /// What an ARN can't say is assumed and can be set afterwards: a session's role has no path, and a
    /// federated user was made by the user of the same name.
    ///
    /// # Errors
    /// [`InvalidPrincipal`] of what cannot call, such as an account or a group, with what to name instead.
    ///
    /// ```
    /// use sayso::{Principal, PrincipalType};
    ///
    /// let app = Principal::named("arn:aws:iam::123456789012:role/team/App", "nightly").unwrap();
    /// assert_eq!(app.arn, "arn:aws:sts::123456789012:assumed-role/App/nightly");
    /// let lambda = Principal::named("lambda.amazonaws.com", "").unwrap();
    /// assert!(matches!(lambda.kind, PrincipalType::Service { .. }));
    /// assert!(Principal::named("123456789012", "").is_err());
    /// ```
    pub fn named(text: &'a str, session_name: &str) -> Result<Self, InvalidPrincipal> {
        let invalid = |why| InvalidPrincipal { text: text.to_owned(), why };
        if text == "anonymous" {
            return Ok(Self::new(PrincipalType::Anonymous, "", None));
        }
        if text.starts_with("arn:") {
            return Self::from_arn(text, session_name).map_err(invalid);
        }
        if PROVIDER_HOSTS.contains(&text) {
            return Ok(Self::new(PrincipalType::Federated { provider: text.into() }, "", None));
        }
        if text.contains(".amazonaws.com") || text.contains(".aws.internal") {
            return Ok(Self::new(PrincipalType::Service { name: text.into() }, "", None));
        }
        let account = text.bytes().all(|byte| byte.is_ascii_digit());
        Err(invalid(if account {
            "an account cannot call; name its root user, `arn:aws:iam::ACCOUNT:root`, or a user or role of it"
        } else {
            "expected an ARN, a service such as `ec2.amazonaws.com`, or `anonymous`"
        }))
    }

    fn from_arn(text: &'a str, session_name: &str) -> Result<Self, &'static str> {
        let Some(arn) = Arn::of(text) else {
            return Err("an ARN has six fields, `arn:partition:service:region:account:resource`");
        };
        let (account, resource) = (arn.account(), arn.resource());
        if !is_account_id(account) {
            return Err("its account is not 12 digits");
        }
        let iam = |resource: String| format!("arn:{}:iam::{account}:{resource}", arn.partition());
        let (kind, own_arn): (_, Cow<'a, str>) = match (arn.service(), split_at_slash(resource)) {
            ("iam", None) if resource == "root" => (PrincipalType::Root, text.into()),
            ("iam", Some(("user", name))) if is_name(name) => {
                (PrincipalType::User { id: None, session: Session::Plain }, text.into())
            }
            ("iam", Some(("role", path))) if is_name(path) => {
                let name = path.rsplit('/').next().unwrap_or(path);
                let own =
                    format!("arn:{}:sts::{account}:assumed-role/{name}/{session_name}", arn.partition());
                (role_session(text.into()), own.into())
            }
            ("sts", Some(("assumed-role", session))) => match session.split_once('/') {
                Some((role, name)) if is_name(role) && is_name(name) && !name.contains('/') => {
                    (role_session(iam(format!("role/{role}")).into()), text.into())
                }
                _ => return Err("a session is named `assumed-role/ROLE/SESSION`"),
            },
            ("sts", Some(("federated-user", name))) if is_name(name) => {
                let user_arn = iam(format!("user/{name}")).into();
                (PrincipalType::FederatedUser { user_arn }, text.into())
            }
            ("iam", Some(("saml-provider" | "oidc-provider", _))) => {
                return Ok(Self::new(PrincipalType::Federated { provider: text.into() }, "", None));
            }
            ("iam", Some(("group", _))) => return Err("a group cannot call; name one of its users"),
            ("iam", Some(("instance-profile", _))) => {
                return Err("an instance profile cannot call; name its role");
            }
            _ => return Err("no user, role, session, root user or identity provider has such an ARN"),
        };
        Ok(Self::new(kind, own_arn, Some(account.into())))
    }
}

fn split_at_slash(text: &str) -> Option<(&str, &str)> {
    let slash = text.bytes().position(|byte| byte == b'/')?;
    Some((text.get(..slash)?, text.get(slash + 1..)?))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.ends_with('/') && !text.bytes().any(|byte| matches!(byte, b'*' | b'?' | b':'))
}

fn role_session(role_arn: Cow<'_, str>) -> PrincipalType<'_> {
    let service_linked = is_service_linked_role(&role_arn);
    PrincipalType::RoleSession { role_arn, role_id: None, service_linked }
}

/// Roles below `/aws-service-role/` are service-linked.
pub(crate) fn is_service_linked_role(role_arn: &str) -> bool {
    role_arn.contains(":role/aws-service-role/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_means_a_session_of_it_and_a_session_keeps_its_name() {
        let role = Principal::named("arn:aws:iam::123456789012:role/team/App", "me").unwrap();
        assert_eq!(role.arn, "arn:aws:sts::123456789012:assumed-role/App/me");
        assert_eq!(role.principal_arn(), Some("arn:aws:iam::123456789012:role/team/App"));
        let session = Principal::named("arn:aws-cn:sts::123456789012:assumed-role/App/x", "me").unwrap();
        assert_eq!(session.principal_arn(), Some("arn:aws-cn:iam::123456789012:role/App"));
        let linked = "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
        let linked = Principal::named(linked, "ecs").unwrap();
        assert!(matches!(linked.kind, PrincipalType::RoleSession { service_linked: true, .. }));
    }

    #[test]
    fn what_cannot_call_is_refused_with_a_way_out() {
        for (text, hint) in [
            ("123456789012", "root"),
            ("arn:aws:iam::123456789012:group/Dev", "users"),
            ("arn:aws:iam::123456789012:instance-profile/Web", "role"),
            ("arn:aws:iam::123456789012:user/*", "no user"),
            ("arn:aws:iam::1234:user/ana", "12 digits"),
            ("arn:aws:s3", "six fields"),
            ("ana", "expected an ARN"),
        ] {
            let error = Principal::named(text, "s").unwrap_err();
            assert!(error.why.contains(hint), "{error}");
        }
    }
}
