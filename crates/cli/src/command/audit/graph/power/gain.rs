//! Steps by which an entity has more afterwards: it joins a group, makes another version of a policy the default, is rid
//! of its boundary. What that leads to is asked of the entity as it then is.

use std::borrow::Cow;
use std::sync::Arc;

use sayso::account::{Account, Entity, EntityKind, Held};
use sayso::{Policy, PolicyType};

use super::super::edge::{Certainty, Edge, Target};
use super::super::question::{Asked, Asker};
use super::super::{Way, admin};
use super::Power;

/// A step, and what can be done after it.
pub(super) struct Gain<'i> {
    asked: Asked,
    how: String,
    after: Arc<Entity>,
    makes_administrator: bool,
    power: Power<'i>,
}

/// All that the policies allow.
pub(super) fn all<'i>(asker: &Asker<'i>, entity: &'i Entity) -> Vec<Gain<'i>> {
    let mut found = Vec::new();
    let account = asker.inventory.accounts().find(|account| account.id == entity.account);
    if let Some(account) = account.filter(|_| entity.kind == EntityKind::User) {
        groups(asker, entity, account, &mut found);
    }
    versions(asker, entity, &mut found);
    boundary(asker, entity, &mut found);
    let gains = found.into_iter().map(|(asked, how, after)| Gain {
        asked,
        how,
        makes_administrator: matches!(admin::way(asker, &after), Way::Administrator(_)),
        power: Power::plain(asker, Cow::Owned(after.clone())),
        after: Arc::new(after),
    });
    gains.collect()
}

type Found = Vec<(Asked, String, Entity)>;

fn groups(asker: &Asker<'_>, entity: &Entity, account: &Account, found: &mut Found) {
    if !super::may(entity, &["iam:AddUserToGroup"]) {
        return;
    }
    for group in account.groups.values().filter(|group| !group.policies.is_empty()) {
        if group.members.contains(&entity.arn) {
            continue;
        }
        if let Some(asked) = asker.ask(entity, "iam:AddUserToGroup", &group.arn, None) {
            let mut after = entity.clone();
            after.policies.extend(group.policies.iter().cloned());
            found.push((asked, format!("joins group {}", group.name), after));
        }
    }
}

/// Versions that are not in force, of what it holds and of its boundary.
fn versions(asker: &Asker<'_>, entity: &Entity, found: &mut Found) {
    const ACTION: &str = "iam:SetDefaultPolicyVersion";
    if !super::may(entity, &[ACTION]) {
        return;
    }
    let held = entity.policies.iter().filter_map(|held| held.managed.as_deref());
    let mut arns: Vec<&str> = held.chain(entity.boundary_arn.as_deref()).collect();
    arns.sort_unstable();
    arns.dedup();
    for policy in asker.inventory.managed_policies().filter(|policy| arns.contains(&&*policy.arn)) {
        let others: Vec<_> = policy.versions.iter().filter(|version| !version.is_default).collect();
        // AWS alone changes its own.
        if others.is_empty() || policy.arn.contains(":aws:policy/") {
            continue;
        }
        let Some(request) = asker.ask(entity, ACTION, &policy.arn, None) else { continue };
        for version in others {
            let compiled = |role| {
                let compiled = Policy::compile(version.document.clone(), role).ok()?;
                Some(Arc::new(compiled.named(policy.name.as_str()).with_arn(&*policy.arn)))
            };
            let mut after = entity.clone();
            let own = |held: &&mut Held| held.managed.as_deref() == Some(&*policy.arn);
            if let Some(identity) = compiled(PolicyType::Identity) {
                after.policies.iter_mut().filter(own).for_each(|held| held.policy = identity.clone());
            }
            if entity.boundary_arn.as_deref() == Some(&*policy.arn) {
                after.boundary = compiled(PolicyType::PermissionsBoundary).or(after.boundary);
            }
            let how = format!("makes {} the default version of {}", version.id, policy.name);
            found.push((request.clone(), how, after));
        }
    }
}

fn boundary(asker: &Asker<'_>, entity: &Entity, found: &mut Found) {
    let action = match entity.kind {
        EntityKind::User => "iam:DeleteUserPermissionsBoundary",
        EntityKind::Role => "iam:DeleteRolePermissionsBoundary",
    };
    if entity.boundary_arn.is_none() {
        return;
    }
    if let Some(asked) = asker.ask(entity, action, &entity.arn, None) {
        let after = Entity { boundary: None, boundary_arn: None, ..entity.clone() };
        found.push((asked, "removes its permissions boundary".to_owned(), after));
    }
}

impl Gain<'_> {
    /// An edge to any permissions.
    pub(super) fn own(&self, asker: &Asker<'_>, only_certain: bool) -> Option<Edge> {
        let edge = if self.makes_administrator {
            Edge::new(Target::Administrator, self.how.clone(), vec![self.asked.clone()])
        } else {
            self.before(self.power.own(asker, only_certain)?)
        };
        Some(edge.after(&self.after)).filter(|edge| edge.is_certain() || !only_certain)
    }

    /// An edge into one of the entities of these numbers.
    pub(super) fn edge_into(
        &self,
        asker: &Asker<'_>,
        trusts: &super::Trusts,
        targets: &[usize],
        only_certain: bool,
    ) -> Option<Edge> {
        let edge = self.before(self.power.edge_into(asker, trusts, targets, only_certain)?);
        Some(edge.after(&self.after)).filter(|edge| edge.is_certain() || !only_certain)
    }

    fn before(&self, edge: Edge) -> Edge {
        let is_possible = edge.certainty == Certainty::Possible;
        let requests = [self.asked.clone()].into_iter().chain(edge.requests).collect();
        let both = Edge::new(edge.target, format!("{}, {}", self.how, edge.how), requests);
        if is_possible { both.possible() } else { both }
    }
}
