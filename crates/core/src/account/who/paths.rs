//! Ways through roles. The search goes backwards from those who can, so that each role is asked once who may
//! assume it, and only roles that lead there are.

use std::fmt;

use super::callers::Callers;
use super::evidence::Matched;
use super::open::Open;
use super::{Access, key_sets};
use crate::account::{Entity, EntityKind, Inventory};
use crate::evaluate::{Decision, evaluate};
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
) -> (Vec<RolePath<'a>>, bool) {
    let Ok(action) = Action::new("sts:AssumeRole") else { return (Vec::new(), false) };
    if direct.is_empty() {
        return (Vec::new(), false);
    }
    let (callers, open) = (Callers::of(inventory, &action), Open::default());
    let mut search = Search { inventory, given, callers, action, left: MOST_EDGES, open };
    let sure = |access: &&Access<'a>| access.decision == Decision::Allowed;
    let starts = |of: &mut dyn Iterator<Item = &Access<'a>>| -> Reached<'a> {
        let mut reached: Reached<'a> = vec![None; inventory.entities.len()];
        for place in of.filter_map(|access| inventory.place_of(&access.entity.arn)) {
            reached.get_mut(place).into_iter().for_each(|own| *own = Some(Vec::new()));
        }
        reached
    };
    // What is certain first: then what may be, for those who cannot for certain.
    let mut certain = starts(&mut direct.iter().filter(sure));
    search.grow(&mut certain, &[Decision::Allowed]);
    let mut all = starts(&mut direct.iter());
    for (own, certain) in all.iter_mut().zip(&certain).filter(|(_, certain)| certain.is_some()) {
        own.clone_from(certain);
    }
    search.grow(&mut all, &[Decision::Allowed, Decision::Depends]);
    let mut paths: Vec<RolePath<'a>> = Vec::new();
    for ((entity, hops), certain) in inventory.entities.iter().zip(all).zip(&certain) {
        let Some(hops) = hops.filter(|hops| !hops.is_empty()) else { continue };
        let decision = if certain.is_some() { Decision::Allowed } else { Decision::Depends };
        paths.push(RolePath { entity, hops, decision });
    }
    paths.sort_by(|one, other| {
        let key = |path: &RolePath<'a>| (path.hops.len(), path.entity.arn.as_str());
        key(one).cmp(&key(other))
    });
    (paths, search.left == 0)
}

/// By place among all entities: the hops from there; none for who can directly.
type Reached<'a> = Vec<Option<Vec<Hop<'a>>>>;

struct Search<'a, 'g> {
    inventory: &'a Inventory,
    given: &'g Context<'g>,
    callers: Callers<'a>,
    action: Action<'static>,
    left: usize,
    open: Open,
}

impl<'a> Search<'a, '_> {
    /// Adds all who reach the roles among `reached`, level by level.
    fn grow(&mut self, reached: &mut Reached<'a>, accepted: &[Decision]) {
        let inventory = self.inventory;
        for depth in 0.. {
            let is_at = |hops: &Option<Vec<Hop<'a>>>| hops.as_ref().is_some_and(|hops| hops.len() == depth);
            let at_depth = inventory.entities.iter().zip(reached.iter()).filter(|(_, hops)| is_at(hops));
            let frontier: Vec<(&'a Entity, Vec<Hop<'a>>)> =
                at_depth.map(|(entity, hops)| (entity, hops.clone().unwrap_or_default())).collect();
            if frontier.is_empty() && !reached.iter().flatten().any(|hops| hops.len() > depth) {
                return;
            }
            for (role, further) in frontier.into_iter().filter(|(entity, _)| entity.kind == EntityKind::Role)
            {
                let is_new = |place: usize| reached.get(place).is_some_and(Option::is_none);
                for place in self.callers.of_role(inventory, role, &self.action, is_new) {
                    let caller = inventory.entities.get(place).filter(|_| self.left > 0);
                    let Some(caller) = caller else { continue };
                    let Some(hop) = self.hop(caller, role).filter(|hop| accepted.contains(&hop.decision))
                    else {
                        continue;
                    };
                    let hops = std::iter::once(hop).chain(further.iter().cloned()).collect();
                    if let Some(own) = reached.get_mut(place) {
                        *own = Some(hops);
                    }
                }
            }
        }
    }

    fn hop(&mut self, caller: &'a Entity, role: &'a Entity) -> Option<Hop<'a>> {
        self.left = self.left.saturating_sub(1);
        let question = self.inventory.ask(caller, "session", &self.action, &role.arn, self.given);
        let (policies, request) = (&question.policies, &question.request);
        let mut matched = Matched::default();
        let (decision, keys) = match evaluate(policies, request, &mut matched) {
            Decision::Depends => self.open.settled(&caller.account, &question, &matched, || {
                match settle(policies, request, BUDGET) {
                    Settled::Decided(decision) => (decision, Vec::new()),
                    Settled::Depends(on) if on.allowable() == Truth::No => {
                        (Decision::ImplicitDeny, Vec::new())
                    }
                    Settled::Depends(on) => (Decision::Depends, key_sets(&on)),
                }
            }),
            decision => (decision, Vec::new()),
        };
        matches!(decision, Decision::Allowed | Decision::Depends).then_some(Hop { role, decision, keys })
    }
}
