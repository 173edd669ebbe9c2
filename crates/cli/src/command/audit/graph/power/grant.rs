//! Changing permissions, and making credentials.

use sayso::account::{Entity, EntityKind};

use super::super::edge::{Edge, Target};
use super::super::question::{Asked, Asker};

/// An edge to any permissions by a change of the entity's own policies.
pub(super) fn own(asker: &Asker<'_>, entity: &Entity) -> Option<Edge> {
    let ask = |action: &str, resource: &str| asker.ask(entity, action, resource, None);
    let mut found: Vec<(Asked, String)> = Vec::new();
    let own: [&str; 2] = match entity.kind {
        EntityKind::User => ["iam:PutUserPolicy", "iam:AttachUserPolicy"],
        EntityKind::Role => ["iam:PutRolePolicy", "iam:AttachRolePolicy"],
    };
    let mut add = |asked: Option<Asked>, how: &str| found.extend(asked.map(|asked| (asked, how.to_owned())));
    add(ask(own[0], &entity.arn), "gives itself any inline policy");
    add(ask(own[1], &entity.arn), "attaches any managed policy to itself");
    for group in &entity.groups {
        let arn = beside(entity, &format!("group/{group}"));
        add(ask("iam:PutGroupPolicy", &arn), &format!("gives its group {group} any inline policy"));
        add(ask("iam:AttachGroupPolicy", &arn), &format!("attaches any managed policy to its group {group}"));
    }
    for arn in entity.policies.iter().filter_map(|held| held.managed.as_deref()) {
        if !arn.contains(":aws:policy/") {
            let name = arn.rsplit('/').next().unwrap_or(arn);
            add(ask("iam:CreatePolicyVersion", arn), &format!("rewrites the policy {name} that it holds"));
        }
    }
    // Certain ones first, in this order.
    found.sort_by_key(|(asked, _)| !asked.keys.is_empty());
    let (first, how) = found.into_iter().next()?;
    Some(Edge::new(Target::Administrator, how, vec![first]))
}

/// What gives another entity any permissions.
pub(super) const GIVING: [&str; 4] =
    ["iam:PutUserPolicy", "iam:AttachUserPolicy", "iam:PutRolePolicy", "iam:AttachRolePolicy"];

/// A gift of any permissions to another entity, which no boundary holds back.
pub(super) fn give(asker: &Asker<'_>, entity: &Entity, other: &Entity) -> Option<Edge> {
    let is_linked = other.path.starts_with("/aws-service-role/");
    if entity.account != other.account || other.boundary_arn.is_some() || is_linked {
        return None;
    }
    let [put_user, attach_user, put_role, attach_role] = GIVING;
    let (put, attach) = match other.kind {
        EntityKind::User => (put_user, attach_user),
        EntityKind::Role => (put_role, attach_role),
    };
    let short = other.short();
    let ways = [(put, "any inline policy"), (attach, "any managed policy")];
    let gifts = ways.into_iter().filter_map(|(action, what)| {
        let request = asker.ask(entity, action, &other.arn, None)?;
        Some(Edge::new(Target::Administrator, format!("gives {short} {what}"), vec![request]))
    });
    gifts.min_by_key(|edge| !edge.is_certain())
}

/// An edge into another entity by its credentials, or by whom it trusts.
pub(super) fn on(asker: &Asker<'_>, entity: &Entity, target: &Entity, number: usize) -> Option<Edge> {
    if entity.account != target.account {
        return None;
    }
    let short = target.short();
    let ways: &[(&str, &str)] = match target.kind {
        EntityKind::User => &[
            ("iam:CreateAccessKey", "makes an access key of"),
            ("iam:UpdateLoginProfile", "sets the password of"),
            ("iam:CreateLoginProfile", "makes a password for"),
        ],
        EntityKind::Role => &[("iam:UpdateAssumeRolePolicy", "lets itself into")],
    };
    let edges = ways.iter().filter_map(|(action, how)| {
        let found = asker.ask(entity, action, &target.arn, None)?;
        Some(Edge::new(Target::Entity(number), format!("{how} {short}"), vec![found]))
    });
    edges.min_by_key(|edge| !edge.is_certain())
}

/// The ARN of something of the entity's account.
fn beside(entity: &Entity, resource: &str) -> String {
    let partition = entity.arn.split(':').nth(1).unwrap_or("aws");
    format!("arn:{partition}:iam::{}:{resource}", entity.account)
}
