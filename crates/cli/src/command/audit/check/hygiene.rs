//! What is there and should not be.

use std::collections::BTreeSet;

use sayso::account::{Entity, EntityKind, Group, Held, Place};
use sayso::{Action, Context};

use super::Scope;
use crate::command::audit::code;
use crate::command::audit::finding::{Evidence, Finding};
use crate::command::audit::graph::{Way, conditions};
use crate::input::time;

pub(super) fn find(scope: &Scope<'_>, found: &mut Vec<Finding>) {
    let tells = telling(scope);
    for (entity, way) in scope.inventory.entities().zip(&scope.graph.ways) {
        if tells.contains(entity.account.as_str()) {
            found.extend(unused_role(scope, entity));
        }
        found.extend(inline(&entity.arn, &entity.short(), &entity.place, &entity.policies));
        found.extend(direct(entity));
        if !matches!(way, Way::Administrator(_)) {
            found.extend(boundary_gap(scope, entity));
        }
    }
    for group in scope.inventory.accounts().flat_map(|account| account.groups.values()) {
        found.extend(empty_group(group));
        found.extend(inline(&group.arn, &format!("group/{}", group.name), &group.place, &group.policies));
    }
    unattached(scope, found);
}

/// Accounts whose dump tells when roles were used: one that tells of none may be made without.
fn telling<'i>(scope: &Scope<'i>) -> BTreeSet<&'i str> {
    let roles = scope.inventory.entities().filter(|it| it.kind == EntityKind::Role && it.last_used.is_some());
    roles.map(|role| role.account.as_str()).collect()
}

fn unused_role(scope: &Scope<'_>, role: &Entity) -> Option<Finding> {
    let linked = role.path.starts_with("/aws-service-role/");
    if role.kind != EntityKind::Role || linked {
        return None;
    }
    let short = role.short();
    let message = match role.last_used.as_deref() {
        Some(used) => format!("{short} was used last {} days ago", scope.long_ago(time::parse(used)?)?),
        None => {
            let days = scope.long_ago(time::parse(role.created.as_deref()?)?)?;
            format!("{short} was made {days} days ago and has not been used within the tracking period")
        }
    };
    Some(Finding::of(&code::UNUSED_ROLE, role, message))
}

fn inline(arn: &str, short: &str, place: &Place, policies: &[Held]) -> Option<Finding> {
    let own = policies.iter().filter(|held| held.managed.is_none() && held.group.is_none());
    let evidence: Vec<Evidence> = own
        .map(|held| {
            let document = held.policy.document();
            let place = Place { source: document.source().clone(), span: document.span() };
            Evidence::at(held.policy.name(), place)
        })
        .collect();
    let count = match evidence.len() {
        0 => return None,
        1 => "1 inline policy".to_owned(),
        more => format!("{more} inline policies"),
    };
    let finding = Finding::new(&code::INLINE_POLICY, arn, format!("{short} has {count}"), place.clone());
    Some(finding.evidence(evidence))
}

fn direct(entity: &Entity) -> Option<Finding> {
    let count = entity.policies.iter().filter(|held| held.group.is_none()).count();
    if entity.kind != EntityKind::User || count == 0 {
        return None;
    }
    let policies = if count == 1 { "1 policy".to_owned() } else { format!("{count} policies") };
    let message = format!("{} holds {policies} itself, not through a group", entity.short());
    Some(Finding::of(&code::DIRECT_USER_POLICY, entity, message))
}

/// Whether it may make a user or role without a boundary.
fn boundary_gap(scope: &Scope<'_>, entity: &Entity) -> Option<Finding> {
    for (action, resource) in [("iam:CreateRole", "role/anything"), ("iam:CreateUser", "user/anybody")] {
        let name = Action::new(action).ok()?;
        if !entity.policies.iter().any(|held| held.policy.may_allow(&name)) {
            continue;
        }
        let partition = entity.arn.split(':').nth(1).unwrap_or("aws");
        let arn = format!("arn:{partition}:iam::{}:{resource}", entity.account);
        let mut none = Context::new();
        none.set_unlisted_unknown(true);
        none.insert("iam:PermissionsBoundary", sayso::Fact::Absent);
        let question = scope.inventory.ask(entity, "session", &name, &arn, &none);
        let may = conditions(&question).is_some_and(|keys| keys.iter().all(sayso::risk::is_circumstance));
        if may {
            let message = format!("{} may {action} without a permissions boundary", entity.short());
            return Some(Finding::of(&code::BOUNDARY_GAP, entity, message));
        }
    }
    None
}

fn empty_group(group: &Group) -> Option<Finding> {
    let message = format!("group/{} has no users", group.name);
    group
        .members
        .is_empty()
        .then(|| Finding::new(&code::EMPTY_GROUP, &group.arn, message, group.place.clone()))
}

fn unattached(scope: &Scope<'_>, found: &mut Vec<Finding>) {
    let boundaries: BTreeSet<&str> =
        scope.inventory.entities().filter_map(|entity| entity.boundary_arn.as_deref()).collect();
    for policy in scope.inventory.managed_policies() {
        let is_own = !policy.arn.contains(":iam::aws:policy/");
        let is_idle = policy.attached_to.is_empty() && !boundaries.contains(&*policy.arn);
        if let Some(place) = policy.place.as_ref().filter(|_| is_own && is_idle) {
            let message = format!("{} is attached to nothing", policy.name);
            let finding = Finding::new(&code::UNATTACHED_POLICY, &policy.arn, message, place.clone());
            found.push(finding.policy(&policy.name));
        }
    }
}
