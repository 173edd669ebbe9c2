//! `userIdentity` as a principal.

use std::borrow::Cow;

use super::record::{Issuer, Record, UserIdentity};
use crate::arn::Arn;
use crate::request::{Principal, PrincipalType, Session, is_service_linked_role};

pub(super) fn principal<'e>(record: &'e Record<'_>) -> Result<Principal<'e>, &'static str> {
    let identity = record.user_identity.as_ref().ok_or("the event names no caller")?;
    let arn = identity.arn.as_deref().filter(|arn| !arn.is_empty());
    let mut principal = match (identity.kind.as_deref().unwrap_or_default(), arn) {
        ("IAMUser", Some(arn)) => {
            let id = identity.principal_id.as_deref().map(Cow::Borrowed);
            Principal::new(PrincipalType::User { id, session: Session::Plain }, arn, None)
        }
        ("AssumedRole", Some(arn)) => Principal::new(role_session(identity, arn), arn, None),
        ("Role", Some(arn)) => Principal::named(arn, "session").map_err(|error| error.why)?,
        ("Root", _) => root(identity).ok_or("the root user's account is not in the event")?,
        ("FederatedUser", Some(arn)) => {
            let user_arn = issuer(identity).and_then(|issuer| issuer.arn.as_deref()).unwrap_or_default();
            Principal::new(PrincipalType::FederatedUser { user_arn: user_arn.into() }, arn, None)
        }
        ("WebIdentityUser" | "SAMLUser", _) => {
            let provider = identity.identity_provider.as_deref().unwrap_or_default();
            Principal::new(PrincipalType::Federated { provider: provider.into() }, "", None)
        }
        ("AWSService", _) => {
            let name =
                identity.invoked_by.as_deref().ok_or("the event does not name the service that called")?;
            Principal::new(PrincipalType::Service { name: name.into() }, "", None)
        }
        ("AWSAccount", _) => return Err("of a caller from another account the event tells only the account"),
        ("IAMUser" | "AssumedRole" | "Role" | "FederatedUser", None) => {
            return Err("the event does not have the caller's ARN");
        }
        ("", Some(arn)) => Principal::named(arn, "session").map_err(|error| error.why)?,
        _ => return Err("callers of this type have no policies in IAM"),
    };
    if principal.is_iam() {
        let named = identity.account_id.as_deref().filter(|account| !account.is_empty());
        let account = named.map(Cow::Borrowed).or_else(|| account_of(&principal.arn).map(Cow::Owned));
        principal.account = account.or(principal.account);
        principal.user_id = identity.principal_id.as_deref().map(Cow::Borrowed);
    }
    Ok(principal)
}

fn account_of(arn: &str) -> Option<String> {
    Arn::of(arn).map(|arn| arn.account().to_owned()).filter(|account| !account.is_empty())
}

fn issuer<'e>(identity: &'e UserIdentity<'_>) -> Option<&'e Issuer<'e>> {
    identity.session_context.as_ref()?.session_issuer.as_ref()
}

fn root<'e>(identity: &'e UserIdentity<'_>) -> Option<Principal<'e>> {
    let account = identity.account_id.as_deref()?;
    let arn = match identity.arn.as_deref() {
        Some(arn) if !arn.is_empty() => Cow::Borrowed(arn),
        _ => Cow::Owned(format!("arn:aws:iam::{account}:root")),
    };
    Some(Principal::new(PrincipalType::Root, arn, Some(account.into())))
}

/// The issuer has the role's path; without one the role is taken to have none.
fn role_session<'e>(identity: &'e UserIdentity<'_>, arn: &'e str) -> PrincipalType<'e> {
    let issuer = issuer(identity);
    let named = issuer.and_then(|issuer| issuer.arn.as_deref()).filter(|arn| arn.contains(":role/"));
    let role_arn: Cow<'e, str> = match named {
        Some(role_arn) => role_arn.into(),
        None => match Principal::named(arn, "session").map(|principal| principal.kind) {
            Ok(PrincipalType::RoleSession { role_arn, .. }) => Cow::Owned(role_arn.into_owned()),
            _ => arn.into(),
        },
    };
    let role_id = issuer.and_then(|issuer| issuer.principal_id.as_deref()).map(Cow::Borrowed);
    let service_linked = is_service_linked_role(&role_arn);
    PrincipalType::RoleSession { role_arn, role_id, service_linked }
}
