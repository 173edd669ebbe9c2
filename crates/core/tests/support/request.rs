//! Requests: who, what, on what, under which circumstances.

use sayso::{Action, Context, Fact, Principal, PrincipalType, Request, Resource, ResourceKind, Session};

use super::tape::Tape;
use super::vocabulary::{
    ACCOUNTS, CANONICAL_ID, FAMILIES, OIDC, ROLES, SAML, SERVICES, SESSION_TARGETS, SESSIONS, TARGETS, USERS,
    role_arn, session_arn, user_arn,
};

/// Whether a scenario may leave facts unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Facts {
    Known,
    PerhapsUnknown,
}

/// A request, and whether what it does not state is unknown.
pub(crate) fn request(numbers: &[u16], facts: &[[u16; 8]], allowed: Facts) -> (Request<'static>, bool) {
    let mut tape = Tape::new(numbers);
    let principal = principal(&mut tape);
    // What credentials of GetSessionToken can't do is in `iam` and `sts` (E22).
    let session = matches!(principal.kind, PrincipalType::User { session: Session::GetSessionToken, .. });
    let targets = if session && tape.chance(50) { &TARGETS[SESSION_TARGETS] } else { &TARGETS[..] };
    let (action, arn, kind) = tape.pick(targets);
    let owner = tape.pick(&[0, 0, 0, 0, 1]);
    let owner = ACCOUNTS[owner];
    let mut resource = Resource::new(arn.replace(":A:", &format!(":{owner}:")), Some(owner.into()));
    // A trust policy is also an IAM resource: other actions on a role see it as such.
    resource.kind = if tape.chance(10) { ResourceKind::Other } else { kind };
    resource.account_is_management = tape.chance(5);
    resource.aws_managed_key = resource.kind == ResourceKind::KmsKey && tape.chance(10);
    let action = Action::new(action).unwrap();
    let mut context = Context::new();
    for fact in facts {
        let (key, fact) = self::fact(&mut Tape::new(fact), allowed);
        context.insert(key, fact);
    }
    let unlisted_unknown = allowed == Facts::PerhapsUnknown && tape.chance(55);
    context.set_unlisted_unknown(unlisted_unknown);
    (Request { principal, action, resource, context }, unlisted_unknown)
}

fn principal(tape: &mut Tape<'_>) -> Principal<'static> {
    let account = ACCOUNTS[tape.pick(&[0, 0, 0, 1])];
    let user = tape.pick(&USERS);
    let role = tape.pick(&ROLES);
    let session = tape.pick(&SESSIONS);
    let of_account = |kind, arn| Principal::new(kind, arn, Some(account.into()));
    let mut principal = match tape.below(10) {
        0 | 1 => {
            let id = tape.chance(50).then(|| "AIDAQ".into());
            let session = tape.pick(&[Session::Plain, Session::GetSessionToken]);
            of_account(PrincipalType::User { id, session }, user_arn(account, user))
        }
        2 | 3 => {
            let kind = PrincipalType::RoleSession {
                role_arn: role_arn(account, role).into(),
                role_id: tape.chance(50).then(|| "AROAQ".into()),
                service_linked: tape.chance(15),
            };
            of_account(kind, session_arn(account, role, session))
        }
        4 | 5 => {
            let kind = PrincipalType::FederatedUser { user_arn: user_arn(account, user).into() };
            of_account(kind, format!("arn:aws:sts::{account}:federated-user/{session}"))
        }
        6 => of_account(PrincipalType::Root, format!("arn:aws:iam::{account}:root")),
        7 => {
            let name = tape.pick(&SERVICES).to_owned();
            Principal::new(PrincipalType::Service { name: name.into() }, "", None)
        }
        8 => {
            let provider = tape.pick(&[SAML, OIDC[0], OIDC[1]]).to_owned();
            Principal::new(PrincipalType::Federated { provider: provider.into() }, "", None)
        }
        _ => Principal::new(PrincipalType::Anonymous, "", None),
    };
    if principal.is_iam() {
        principal.canonical_user_id = tape.chance(30).then(|| CANONICAL_ID.into());
        principal.account_is_management = tape.chance(5);
        principal.user_id = tape.chance(50).then(|| "AIDAQ".into());
    }
    principal
}

fn fact(tape: &mut Tape<'_>, allowed: Facts) -> (&'static str, Fact<'static>) {
    let family = &FAMILIES[tape.below(FAMILIES.len())];
    let key = tape.pick(family.keys);
    let state = tape.below(24);
    let fact = match state {
        12 => Fact::Absent,
        13 => Fact::Known(Vec::<&str>::new().into()),
        14..=16 => Fact::Known(tape.several(&[2, 3], family.values).into_iter().collect()),
        17.. if allowed == Facts::PerhapsUnknown => Fact::Unknown,
        _ => Fact::Known(tape.pick(family.values).into()),
    };
    (key, fact)
}
