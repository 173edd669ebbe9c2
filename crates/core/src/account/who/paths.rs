//! Ways through roles. The search goes backwards from those who can, so that each role is asked once who may
//! assume it, and only roles that lead there are.

use std::collections::BTreeMap;
use std::fmt;

use super::callers::Callers;
use super::{Access, key_sets};
use crate::account::{Entity, EntityKind, Inventory};
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::request::{Action, Context, Key};
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
