//! What policies of the account allow too widely. AWS's own are as they are.

use std::collections::BTreeMap;

use rayon::prelude::*;
use sayso::account::{Entity, Place};
use sayso::{Effect, PolicyDocument, PolicyType, lint};

use super::Scope;
use crate::command::audit::code::{self, Code};
use crate::command::audit::finding::{Evidence, Finding};

/// What the linter finds of these is found here.
const LINTED: [(&str, &Code); 3] = [
    ("CREDENTIALS_EXPOSURE", &code::CREDENTIALS_EXPOSURE),
    ("DATA_EXFILTRATION", &code::DATA_EXFILTRATION),
    ("PERMISSIONS_MANAGEMENT", &code::PERMISSIONS_MANAGEMENT),
];

/// Holders named in one finding.
const MOST_NAMED: usize = 20;

/// A policy and who holds it.
struct Held<'i> {
    /// The ARN that findings are about: a managed policy's, or the one of whom it is inline in.
    subject: &'i str,
    name: &'i str,
    document: &'i PolicyDocument,
    holders: Vec<String>,
}

pub(super) fn find(scope: &Scope<'_>, found: &mut Vec<Finding>) {
    let policies = policies(scope);
    let lists: Vec<Vec<Finding>> = policies.par_iter().map(of_policy).collect();
    found.extend(lists.into_iter().flatten());
}

/// Each policy of the account once, in the order of names.
fn policies<'i>(scope: &Scope<'i>) -> Vec<Held<'i>> {
    let mut all: BTreeMap<(&str, &str), Held<'i>> = BTreeMap::new();
    let groups = scope.inventory.accounts().flat_map(|account| account.groups.values());
    let of_groups = groups.flat_map(|group| {
        group.policies.iter().map(|held| (group.arn.as_str(), format!("group/{}", group.name), held))
    });
    let own = |entity: &'i Entity| {
        let held = entity.policies.iter().filter(|held| held.group.is_none());
        held.map(|held| (entity.arn.as_str(), entity.short(), held))
    };
    for (arn, short, held) in scope.inventory.entities().flat_map(own).chain(of_groups) {
        let subject = held.managed.as_deref().unwrap_or(arn);
        if subject.contains(":iam::aws:policy/") {
            continue;
        }
        let (name, document) = (held.policy.name(), held.policy.document());
        let entry = all.entry((subject, name));
        entry.or_insert_with(|| Held { subject, name, document, holders: Vec::new() }).holders.push(short);
    }
    all.into_values().collect()
}

fn of_policy(held: &Held<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let source = held.document.source();
    for statement in held.document.statements() {
        let allows = statement.effect.as_ref().is_some_and(|it| it.value == Effect::Allow);
        let everywhere = statement
            .resource
            .as_ref()
            .is_some_and(|it| !it.negated && it.entries.iter().any(|it| it.value == "*"));
        let Some(action) = statement.action.as_ref().filter(|_| allows && everywhere) else { continue };
        let is_wide = |name: &str| name == "*" || name.ends_with(":*");
        let wide: Vec<&str> =
            action.entries.iter().map(|entry| entry.value.as_str()).filter(|name| is_wide(name)).collect();
        if statement.condition.is_some() || !action.negated && wide.is_empty() {
            continue;
        }
        let what = if action.negated { "everything but some actions".to_owned() } else { wide.join(", ") };
        let message = format!("{} allows {what} on every resource, without a condition", held.name);
        let place = Place { source: source.clone(), span: statement.span };
        found.push(finding(&code::WILDCARD_REACH, held, message, place).key(what));
    }
    for fault in lint::check(held.document, PolicyType::Identity, &lint::Options::default()) {
        if let Some((_, kind)) = LINTED.iter().find(|(name, _)| *name == fault.code) {
            let place = Place { source: fault.source.clone(), span: fault.span };
            let key = fault.source.slice(fault.span).split_whitespace().collect::<String>();
            found.push(finding(kind, held, format!("{}: {}", held.name, fault.message), place).key(key));
        }
    }
    // Of several statements one finding tells it, with the places of the others.
    let mut merged: Vec<Finding> = Vec::new();
    for one in found {
        match merged.iter_mut().find(|known| known.code == one.code) {
            Some(known) => known.evidence.push(Evidence::at(one.message, one.place)),
            None => merged.push(one),
        }
    }
    merged
}

fn finding(kind: &'static Code, held: &Held<'_>, message: String, place: Place) -> Finding {
    let named: Vec<&str> = held.holders.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = match held.holders.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let holders = Evidence::new(format!("held by {}{more}", named.join(", ")));
    Finding::new(kind, held.subject, message, place).policy(held.name).evidence([holders])
}
