//! Whom a role's trust policy lets in besides the users and roles at hand.

use std::collections::BTreeSet;

use super::key_sets;
use crate::account::{Entity, EntityKind, Inventory};
use crate::arn::{Arn, is_account_id};
use crate::attached::AttachedPolicies;
use crate::document::{Effect, PrincipalKind, StatementNode};
use crate::evaluate::Decision;
use crate::request::{Action, Context, Key, Principal, PrincipalType, Request};
use crate::settle::{DEFAULT_BUDGET, Settled, settle};
use crate::truth::Truth;

/// What a principal of a trust policy is.
///
/// ```
/// assert_eq!(sayso::account::AdmittedKind::Service.as_str(), "service");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AdmittedKind {
    /// A service, such as `ec2.amazonaws.com`.
    Service,
    /// An identity provider.
    Federated,
    /// Another account, of which nothing was given.
    Account,
    /// A principal of such an account.
    Principal,
    /// Everybody.
    Anyone,
}

impl AdmittedKind {
    /// A word for programs.
    ///
    /// ```
    /// assert_eq!(sayso::account::AdmittedKind::Anyone.as_str(), "anyone");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Federated => "federated",
            Self::Account => "account",
            Self::Principal => "principal",
            Self::Anyone => "anyone",
        }
    }
}

/// Somebody whom the trust policy of a role lets in.
///
/// ```
/// # use sayso::account::{AdmittedKind, WhoCan};
/// # use sayso::{Action, Context};
/// # use sayso_catalog::ServiceReference;
/// # let inventory = sayso::account::sample();
/// # let (action, context) = (Action::new("s3:GetObject").unwrap(), Context::new());
/// # let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
/// let admitted = question.admitted([inventory.entity("role/App").unwrap()]);
/// assert_eq!((admitted[0].kind, admitted[0].action.as_str()), (AdmittedKind::Service, "sts:AssumeRole"));
/// ```
#[derive(Debug, Clone)]
pub struct Admitted<'a> {
    /// The role.
    pub role: &'a Entity,
    /// What it is.
    pub kind: AdmittedKind,
    /// Its name in the trust policy.
    pub name: String,
    /// The action with which it takes the role.
    pub action: String,
    /// Whether the trust policy lets it in for certain. Principals of other accounts need permission there, too.
    pub decision: Decision,
    /// What that depends on: sets of keys, each of which decides.
    pub keys: Vec<Vec<Key<'static>>>,
}

const ACTIONS: [&str; 3] = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

pub(super) fn of<'a>(inventory: &'a Inventory, role: &'a Entity, given: &Context<'_>) -> Vec<Admitted<'a>> {
    let Some(trust) = role.trust.as_ref().filter(|_| role.kind == EntityKind::Role) else {
        return Vec::new();
    };
    let allows = |node: &&StatementNode| node.effect.as_ref().is_some_and(|own| own.value == Effect::Allow);
    let mut asked = BTreeSet::new();
    for (node, statement) in
        trust.document().statements().iter().zip(trust.statements()).filter(|(node, _)| allows(node))
    {
        for entry in node.principal.iter().flat_map(|principal| &principal.entries) {
            let Some(kind) = kind_of(inventory, entry.kind, &entry.value.value) else { continue };
            for action in ACTIONS {
                let about = |action: &Action<'_>| statement.action(action).truth == Truth::Yes;
                let takes = (kind == AdmittedKind::Federated) == (action != "sts:AssumeRole");
                if takes && Action::new(action).is_ok_and(|action| about(&action)) {
                    asked.insert((kind, entry.value.value.as_str(), action));
                }
            }
        }
    }
    let admitted = asked.into_iter().filter_map(|(kind, name, action)| {
        let (decision, keys) = ask(inventory, role, (kind, name), action, given)?;
        Some(Admitted { role, kind, name: name.to_owned(), action: action.to_owned(), decision, keys })
    });
    admitted.collect()
}

/// `None` for users and roles at hand, and accounts whose users and roles are: those have paths.
fn kind_of(inventory: &Inventory, kind: PrincipalKind, name: &str) -> Option<AdmittedKind> {
    let account = Arn::of(name).map_or(name, Arn::account);
    let is_here = inventory.accounts.contains_key(account);
    match kind {
        PrincipalKind::Service => Some(AdmittedKind::Service),
        PrincipalKind::Federated => Some(AdmittedKind::Federated),
        PrincipalKind::CanonicalUser => None,
        PrincipalKind::Aws if name == "*" => Some(AdmittedKind::Anyone),
        PrincipalKind::Aws if is_here || !is_account_id(account) => None,
        PrincipalKind::Aws if is_account_id(name) || name.ends_with(":root") => Some(AdmittedKind::Account),
        PrincipalKind::Aws => Some(AdmittedKind::Principal),
    }
}

/// Asks the trust policy and the RCPs alone.
fn ask(
    inventory: &Inventory,
    role: &Entity,
    (kind, name): (AdmittedKind, &str),
    action: &str,
    given: &Context<'_>,
) -> Option<(Decision, Vec<Vec<Key<'static>>>)> {
    let root = if is_account_id(name) { format!("arn:aws:iam::{name}:root") } else { name.to_owned() };
    let principal = match kind {
        AdmittedKind::Service => Principal::new(PrincipalType::Service { name: name.into() }, "", None),
        AdmittedKind::Federated => {
            Principal::new(PrincipalType::Federated { provider: name.into() }, "", None)
        }
        AdmittedKind::Anyone => {
            Principal::new(PrincipalType::Root, "arn:aws:iam::111122223333:root", Some("111122223333".into()))
        }
        AdmittedKind::Account | AdmittedKind::Principal => {
            let named = Principal::named(&root, "session").ok()?;
            // Its own policies are not known: as root it needs none.
            let account = named.account?;
            Principal {
                kind: PrincipalType::Root,
                ..Principal::new(PrincipalType::Root, root.as_str(), Some(account))
            }
        }
    };
    let action = Action::new(action).ok()?;
    let resource = inventory.resource(&role.arn, &action, &principal);
    let mut of_resource = inventory.attached(role, &resource);
    let policies = AttachedPolicies {
        resource: std::mem::take(&mut of_resource.resource),
        resource_control: std::mem::take(&mut of_resource.resource_control),
        ..AttachedPolicies::default()
    };
    let mut context = Context::new();
    context.set_unlisted_unknown(given.takes_unlisted_as_unknown());
    for (key, fact) in given.iter() {
        context.insert(key.as_str().to_owned(), fact.clone());
    }
    let request = Request { principal, action, resource, context };
    match settle(&policies, &request, DEFAULT_BUDGET) {
        Settled::Decided(Decision::Allowed) => Some((Decision::Allowed, Vec::new())),
        Settled::Decided(_) => None,
        Settled::Depends(on) => (on.allowable() != Truth::No).then(|| (Decision::Depends, key_sets(&on))),
    }
}
