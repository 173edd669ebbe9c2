//! Ways through roles. The search goes backwards from those who can, so that each role is asked once who may
//! assume it, and only roles that lead there are.

use std::collections::BTreeMap;
use std::fmt;

use super::relevant::{address, has_candidate};
use super::{Access, key_sets};
use crate::account::{Entity, EntityKind, Inventory};
use crate::arn::{Arn, is_account_id};
use crate::document::{Effect, PrincipalKind};
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::policy::Policy;
use crate::request::{Action, Context, Key, Principal, PrincipalType, Request, Resource};
use crate::settle::{Settled, settle};
use crate::truth::Truth;

/// Assumptions evaluated at most; what is beyond is not found.
const MOST_EDGES: usize = 1_000_000;
/// Evaluations to settle one assumption.
const BUDGET: usize = 2_000;

/// One assumption of a role.
///
/// ```
/// # use sayso::account::WhoCan;
/// # use sayso::{Action, Context, Decision};
/// # use sayso_catalog::ServiceReference;
/// # let inventory = sayso::account::sample();
/// # let (action, context) = (Action::new("s3:PutObject").unwrap(), Context::new());
/// # let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
/// # let direct: Vec<_> = question.candidates().filter_map(|entity| question.access(entity)).collect();
/// let paths = question.paths(&direct);
/// assert_eq!((paths[0].hops[0].role.name.as_str(), paths[0].hops[0].decision), ("Deploy", Decision::Allowed));
/// ```
#[derive(Debug, Clone)]
pub struct Hop<'a> {
    /// The role that is assumed.
    pub role: &'a Entity,
    /// Whether it can be for certain.
    pub decision: Decision,
    /// What that depends on: sets of keys, each of which decides.
    pub keys: Vec<Vec<Key<'static>>>,
}

/// A way to somebody who can.
///
/// ```
/// # use sayso::account::WhoCan;
/// # use sayso::{Action, Context, Decision};
/// # use sayso_catalog::ServiceReference;
/// # let inventory = sayso::account::sample();
/// # let (action, context) = (Action::new("s3:PutObject").unwrap(), Context::new());
/// # let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
/// # let direct: Vec<_> = question.candidates().filter_map(|entity| question.access(entity)).collect();
/// let path = &question.paths(&direct)[0];
/// assert_eq!((path.entity.name.as_str(), path.decision), ("ana", Decision::Allowed));
/// ```
#[derive(Debug, Clone)]
pub struct RolePath<'a> {
    /// Who starts.
    pub entity: &'a Entity,
    /// Roles assumed one after the other; the last one can.
    pub hops: Vec<Hop<'a>>,
    /// [`Decision::Allowed`] if every hop is, and what the last role does.
    pub decision: Decision,
}

impl fmt::Display for RolePath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.entity.short())?;
        self.hops.iter().try_for_each(|hop| write!(f, " -> {}", hop.role.short()))
    }
}

pub(super) fn paths<'a>(
    inventory: &'a Inventory,
    direct: &[Access<'a>],
    given: &Context<'_>,
) -> Vec<RolePath<'a>> {
    if direct.is_empty() {
        return Vec::new();
    }
    let Ok(action) = Action::new("sts:AssumeRole") else { return Vec::new() };
    let mut search =
        Search { inventory, given, callers: Callers::of(inventory, &action), action, left: MOST_EDGES };
    let sure = |access: &&Access<'a>| access.decision == Decision::Allowed;
    let starts = |of: &mut dyn Iterator<Item = &Access<'a>>| -> Reached<'a> {
        of.map(|access| (access.entity.arn.as_str(), (access.entity, Vec::new()))).collect()
    };
    // What is certain first: then what may be, for those who cannot for certain.
    let mut certain = starts(&mut direct.iter().filter(sure));
    search.grow(&mut certain, &[Decision::Allowed]);
    let mut all = starts(&mut direct.iter());
    all.extend(certain.iter().map(|(arn, reached)| (*arn, reached.clone())));
    search.grow(&mut all, &[Decision::Allowed, Decision::Depends]);
    let mut paths: Vec<RolePath<'a>> = Vec::new();
    for (arn, (entity, hops)) in all.into_iter().filter(|(_, (_, hops))| !hops.is_empty()) {
        let decision = if certain.contains_key(arn) { Decision::Allowed } else { Decision::Depends };
        paths.push(RolePath { entity, hops, decision });
    }
    paths.sort_by(|one, other| {
        let key = |path: &RolePath<'a>| (path.hops.len(), path.entity.arn.as_str());
        key(one).cmp(&key(other))
    });
    paths
}

/// By ARN: who, and the hops from there; none for who can directly.
type Reached<'a> = BTreeMap<&'a str, (&'a Entity, Vec<Hop<'a>>)>;

struct Search<'a, 'g> {
    inventory: &'a Inventory,
    given: &'g Context<'g>,
    callers: Callers<'a>,
    action: Action<'static>,
    left: usize,
}

impl<'a> Search<'a, '_> {
    /// Adds all who reach the roles among `reached`, level by level.
    fn grow(&mut self, reached: &mut Reached<'a>, accepted: &[Decision]) {
        let mut depth = 0;
        loop {
            let at_depth = |(_, (entity, hops)): &(&&'a str, &(&'a Entity, Vec<Hop<'a>>))| {
                entity.kind == EntityKind::Role && hops.len() == depth
            };
            let frontier: Vec<&'a Entity> =
                reached.iter().filter(at_depth).map(|(_, (entity, _))| *entity).collect();
            for role in frontier {
                for caller in self.callers.of_role(self.inventory, role, &self.action) {
                    if reached.contains_key(caller.arn.as_str()) || self.left == 0 {
                        continue;
                    }
                    let Some(hop) = self.hop(caller, role).filter(|hop| accepted.contains(&hop.decision))
                    else {
                        continue;
                    };
                    let further = reached.get(role.arn.as_str()).map(|(_, hops)| hops.clone());
                    let hops = std::iter::once(hop).chain(further.unwrap_or_default()).collect();
                    reached.insert(&caller.arn, (caller, hops));
                }
            }
            depth += 1;
            if !reached.values().any(|(_, hops)| hops.len() >= depth) {
                return;
            }
        }
    }

    fn hop(&mut self, caller: &'a Entity, role: &'a Entity) -> Option<Hop<'a>> {
        self.left = self.left.saturating_sub(1);
        let question = self.inventory.ask(caller, "session", &self.action, &role.arn, self.given);
        let (policies, request) = (&question.policies, &question.request);
        let (decision, keys) = match evaluate(policies, request, &mut NoTrace) {
            Decision::Depends => match settle(policies, request, BUDGET) {
                Settled::Decided(decision) => (decision, Vec::new()),
                Settled::Depends(on) if on.allowable() == Truth::No => return None,
                Settled::Depends(on) => (Decision::Depends, key_sets(&on)),
            },
            decision => (decision, Vec::new()),
        };
        matches!(decision, Decision::Allowed | Decision::Depends).then_some(Hop { role, decision, keys })
    }
}

/// Who may be able to assume roles: by the policies that could allow it.
struct Callers<'a> {
    /// Policies with anything on `sts:AssumeRole`, and who holds each.
    policies: Vec<(&'a Policy, Vec<&'a Entity>)>,
    by_id: BTreeMap<&'a str, &'a Entity>,
}

impl<'a> Callers<'a> {
    fn of(inventory: &'a Inventory, action: &Action<'_>) -> Self {
        let mut at: BTreeMap<usize, Option<usize>> = BTreeMap::new();
        let mut policies: Vec<(&Policy, Vec<&Entity>)> = Vec::new();
        for entity in &inventory.entities {
            for held in &entity.policies {
                let number = at.entry(address(&held.policy)).or_insert_with(|| {
                    let mut allows = held.policy.statements().iter().filter(|own| own.may(Effect::Allow));
                    let is_about = allows.any(|own| own.action(action).truth == Truth::Yes);
                    is_about.then(|| {
                        policies.push((&held.policy, Vec::new()));
                        policies.len() - 1
                    })
                });
                let holders = number.and_then(|number| policies.get_mut(number));
                holders.into_iter().for_each(|(_, holders)| holders.push(entity));
            }
        }
        let with_id = inventory.entities.iter().filter_map(|entity| Some((entity.id.as_deref()?, entity)));
        Self { policies, by_id: with_id.collect() }
    }

    /// Those whom the trust policy names, and, where it leaves it to their account, those who hold a policy that
    /// could allow it. By ARN, each once.
    fn of_role(
        &self,
        inventory: &'a Inventory,
        role: &'a Entity,
        action: &Action<'static>,
    ) -> Vec<&'a Entity> {
        let Some(trust) = &role.trust else { return Vec::new() };
        let mut found: BTreeMap<&str, &Entity> = BTreeMap::new();
        let mut add = |entity: &'a Entity| _ = found.insert(&entity.arn, entity);
        let (mut by_policy, mut everybody) = (false, false);
        for statement in trust.document().statements() {
            let allows = statement.effect.as_ref().is_some_and(|effect| effect.value == Effect::Allow);
            let Some(principal) = statement.principal.as_ref().filter(|_| allows) else { continue };
            everybody |= principal.negated;
            for entry in principal.entries.iter().filter(|entry| entry.kind == PrincipalKind::Aws) {
                let name = entry.value.value.as_str();
                match Arn::of(name) {
                    _ if name == "*" => everybody = true,
                    _ if is_account_id(name) || name.ends_with(":root") => by_policy = true,
                    Some(_) => inventory.entity(name).into_iter().for_each(&mut add),
                    None => self.by_id.get(name).copied().into_iter().for_each(&mut add),
                }
            }
        }
        if everybody {
            inventory.entities.iter().for_each(&mut add);
        } else if by_policy {
            let nobody = Principal::new(PrincipalType::Anonymous, "", None);
            let resource = Resource::of(&role.arn, action, &nobody);
            let request = Request {
                principal: nobody.clone(),
                action: action.clone(),
                resource,
                context: Context::new(),
            };
            let about = self.policies.iter().filter(|(policy, _)| has_candidate(policy, &request));
            about.flat_map(|(_, holders)| holders).copied().for_each(&mut add);
        }
        found.remove(role.arn.as_str());
        found.into_values().collect()
    }
}
