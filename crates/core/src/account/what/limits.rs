//! What is allowed on some resources only, whatever else allows it on all: those are worth asking about.

use super::WhatCan;
use super::actions::Numbers;
use crate::account::Entity;
use crate::document::Effect;
use crate::pattern::Pattern;

/// An entry of a statement that limits what others allow.
pub(super) struct Limit<'q> {
    pub(super) text: &'q str,
    pub(super) entry: &'q Pattern,
    pub(super) actions: &'q Numbers,
}

/// What the boundary and SCPs allow on some resources only, and what is denied on all but some.
pub(super) fn of<'q>(question: &'q WhatCan<'_>, entity: &'q Entity) -> Vec<Limit<'q>> {
    let inventory = question.inventory;
    let member = inventory.organization.as_ref().and_then(|own| own.member(&entity.account));
    let scps = member.into_iter().flat_map(|own| &own.service_control).flat_map(|level| &level.policies);
    let rcps = member.into_iter().flat_map(|own| &own.resource_control).flat_map(|level| &level.policies);
    let own = entity.policies.iter().map(|held| &held.policy);
    let mut limits = Vec::new();
    for (policy, is_cap) in
        entity.boundary.iter().chain(scps).map(|it| (it, true)).chain(own.chain(rcps).map(|it| (it, false)))
    {
        for (_, node, statement, actions) in question.statements(policy) {
            let Some(list) = &node.resource else { continue };
            let allows = is_cap && statement.may(Effect::Allow) && !list.negated;
            let leaves_some = statement.may(Effect::Deny) && list.negated;
            if !(allows || leaves_some) {
                continue;
            }
            let both = list.entries.iter().zip(statement.resource_entries());
            let some = both.filter(|(_, entry)| **entry != Pattern::Any);
            limits.extend(some.map(|(text, entry)| Limit { text: &text.value, entry, actions }));
        }
    }
    limits
}
