//! What a principal can do to get at the permissions of others.

mod grant;
mod pass;

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
    entity: &'i Entity,
    /// Ways that pass a role.
    passing: Vec<Escalation>,
    /// Ways through something that exists.
    existing: Vec<Escalation>,
    assumes: bool,
}

impl<'i> Power<'i> {
    pub(super) fn of(asker: &Asker<'_>, entity: &'i Entity) -> Self {
        let inventory = asker.inventory;
        let principal = inventory.principal(entity, "session");
        let nowhere = sayso::Resource::new("*", Some(entity.account.as_str().into()));
        let policies = inventory.attached(entity, &nowhere);
        let context = inventory.context(entity, &nowhere, &asker.context(None));
        let found = escalations(&policies, &principal, &context, ServiceReference::embedded());
        let of = |kind| found.iter().filter(|way| way.kind == kind).cloned().collect();
        let assumes = sayso::Action::new("sts:AssumeRole")
            .is_ok_and(|action| entity.policies.iter().any(|held| held.policy.may_allow(&action)));
        Self {
            entity,
            passing: of(EscalationKind::PassRole),
            existing: of(EscalationKind::Existing),
            assumes,
        }
    }

    /// An edge to any permissions: the entity changes its own.
    pub(super) fn own(&self, asker: &Asker<'_>, only_certain: bool) -> Option<Edge> {
        // What a boundary holds back no new policy gives.
        let is_free = self.entity.boundary.is_none() && self.entity.boundary_arn.is_none();
        let edge = is_free.then(|| grant::own(asker, self.entity)).flatten();
        edge.filter(|edge| edge.is_certain() || !only_certain)
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
                grant::on(asker, self.entity, target, *number),
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
        open.filter(|_| !only_certain)
    }

    fn assume(&self, asker: &Asker<'_>, target: &Entity, number: usize) -> Option<Edge> {
        let trust = target.trust.as_ref().filter(|_| target.kind == EntityKind::Role)?;
        debug_assert_eq!(trust.policy_type(), PolicyType::RoleTrust);
        let named = trust.document().statements().iter().flat_map(|it| &it.principal);
        let by_name = named.flat_map(|it| &it.entries).any(|entry| entry.value.value == self.entity.arn);
        if !self.assumes && !by_name {
            return None;
        }
        let assuming = asker.ask(self.entity, "sts:AssumeRole", &target.arn, None)?;
        Some(Edge::new(Target::Entity(number), format!("assumes {}", target.short()), vec![assuming]))
    }
}

/// The edges of one kind that were worked out, by what decides them.
type ByService = BTreeMap<&'static str, Vec<usize>>;
