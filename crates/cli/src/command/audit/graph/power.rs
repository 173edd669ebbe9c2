//! What a principal can do to get at the permissions of others.

mod gain;
mod grant;
mod pass;

use std::borrow::Cow;
use std::collections::BTreeMap;

use sayso::PolicyType;
use sayso::account::{Entity, EntityKind};
use sayso::risk::{Escalation, EscalationKind, escalations};
use sayso_catalog::ServiceReference;

use super::edge::{Edge, Target};
use super::question::Asker;

pub(super) use pass::Trusts;

/// The ways that an entity's policies leave open, before anybody asks where they lead.
pub(super) struct Power<'i> {
    entity: Cow<'i, Entity>,
    /// Ways that pass a role.
    passing: Vec<Escalation>,
    /// Ways through something that exists.
    existing: Vec<Escalation>,
    assumes: bool,
    /// Steps after which it has more.
    gains: Vec<gain::Gain<'i>>,
}

impl<'i> Power<'i> {
    pub(super) fn of(asker: &Asker<'i>, entity: &'i Entity) -> Self {
        Self { gains: gain::all(asker, entity), ..Self::plain(asker, Cow::Borrowed(entity)) }
    }

    /// Without the steps that give it more.
    fn plain(asker: &Asker<'_>, own: Cow<'i, Entity>) -> Self {
        let (inventory, entity) = (asker.inventory, &*own);
        let principal = inventory.principal(entity, "session");
        let nowhere = sayso::Resource::new("*", Some(entity.account.as_str().into()));
        let policies = inventory.attached(entity, &nowhere);
        let context = inventory.context(entity, &nowhere, &asker.context(None));
        let found = escalations(&policies, &principal, &context, ServiceReference::embedded());
        let of = |kind| found.iter().filter(|way| way.kind == kind).cloned().collect();
        let (passing, existing) = (of(EscalationKind::PassRole), of(EscalationKind::Existing));
        let assumes = may(entity, &["sts:AssumeRole"]);
        Self { entity: own, passing, existing, assumes, gains: Vec::new() }
    }

    /// An edge to any permissions: the entity changes its own.
    pub(super) fn own(&self, asker: &Asker<'_>, only_certain: bool) -> Option<Edge> {
        // What a boundary holds back no new policy gives.
        let is_free = self.entity.boundary.is_none() && self.entity.boundary_arn.is_none();
        let edge = is_free.then(|| grant::own(asker, &self.entity)).flatten();
        let fits = |edge: &Edge| edge.is_certain() || !only_certain;
        let gained = || self.gains.iter().find_map(|gain| gain.own(asker, only_certain));
        edge.filter(fits).or_else(gained).or_else(|| self.other(asker).filter(fits))
    }

    /// An edge to any permissions by another entity, which it gives them and then is.
    fn other(&self, asker: &Asker<'_>) -> Option<Edge> {
        if !may(&self.entity, &grant::GIVING) {
            return None;
        }
        let others = asker.inventory.all_entities().iter().enumerate();
        let edges = others.filter(|(_, other)| other.arn != self.entity.arn).filter_map(|(number, other)| {
            let gift = grant::give(asker, &self.entity, other)?;
            let into = [self.assume(asker, other, number), grant::on(asker, &self.entity, other, number)];
            let into = into.into_iter().flatten().min_by_key(|edge| !edge.is_certain())?;
            let requests = gift.requests.into_iter().chain(into.requests).collect();
            Some(Edge::new(Target::Administrator, format!("{}, then {}", gift.how, into.how), requests))
        });
        let mut open = None;
        for edge in edges {
            if edge.is_certain() {
                return Some(edge);
            }
            open = open.or(Some(edge));
        }
        open
    }

    /// An edge into one of the entities of these numbers; the certain ones first, then in the order of ARNs.
    pub(super) fn edge_into(
        &self,
        asker: &Asker<'_>,
        trusts: &Trusts,
        targets: &[usize],
        only_certain: bool,
    ) -> Option<Edge> {
        let all = asker.inventory.all_entities();
        let mut open = None;
        for number in targets {
            let Some(target) = all.get(*number).filter(|target| target.arn != self.entity.arn) else {
                continue;
            };
            let edges = [
                self.assume(asker, target, *number),
                grant::on(asker, &self.entity, target, *number),
                self.pass(asker, trusts, target, *number),
                self.existing(trusts, target, *number).filter(|_| !only_certain),
            ];
            for edge in edges.into_iter().flatten() {
                if edge.is_certain() {
                    return Some(edge);
                }
                open = open.or(Some(edge));
            }
        }
        let gained =
            || self.gains.iter().find_map(|gain| gain.edge_into(asker, trusts, targets, only_certain));
        open.filter(|_| !only_certain).or_else(gained)
    }

    fn assume(&self, asker: &Asker<'_>, target: &Entity, number: usize) -> Option<Edge> {
        let trust = target.trust.as_ref().filter(|_| target.kind == EntityKind::Role)?;
        debug_assert_eq!(trust.policy_type(), PolicyType::RoleTrust);
        let named = trust.document().statements().iter().flat_map(|it| &it.principal);
        let by_name = named.flat_map(|it| &it.entries).any(|entry| entry.value.value == self.entity.arn);
        if !self.assumes && !by_name {
            return None;
        }
        let assuming = asker.ask(&self.entity, "sts:AssumeRole", &target.arn, None)?;
        Some(Edge::new(Target::Entity(number), format!("assumes {}", target.short()), vec![assuming]))
    }
}

/// Whether a policy could allow one of some actions.
fn may(entity: &Entity, actions: &[&str]) -> bool {
    let actions = actions.iter().filter_map(|action| sayso::Action::new(*action).ok());
    let may = |action: &sayso::Action<'_>| entity.policies.iter().any(|held| held.policy.may_allow(action));
    actions.into_iter().any(|action| may(&action))
}

/// The edges of one kind that were worked out, by what decides them.
type ByService = BTreeMap<&'static str, Vec<usize>>;
