//! Which roles let in whom, by what their trust policies say of principals alone.

use std::collections::HashMap;
use std::sync::Arc;

use super::actions::{Actions, Expansions, Numbers};
use crate::account::who::relevant::address;
use crate::account::{Entity, Inventory};
use crate::document::Effect;
use crate::policy::{Caller, Policy};
use crate::truth::Truth;

/// A statement of a role's trust policy that allows something.
#[derive(Debug, Clone)]
pub(super) struct Trusting {
    /// The role's place among all entities.
    pub(super) role: usize,
    pub(super) statement: u32,
    pub(super) actions: Numbers,
}

#[derive(Debug, Default)]
pub(super) struct Trusts {
    all: Vec<Trusting>,
    /// Places in `all` of those that name somebody, or `*`.
    by_name: HashMap<String, Vec<usize>>,
    /// By address of a trust or resource policy: those of the same text have the same number.
    texts: HashMap<usize, usize>,
}

impl Trusts {
    pub(super) fn of(inventory: &Inventory, actions: &Actions<'_>, expansions: &mut Expansions) -> Self {
        let mut trusts = Self { texts: texts(inventory), ..Self::default() };
        for (role, entity) in inventory.entities.iter().enumerate() {
            let Some(trust) = &entity.trust else { continue };
            let both = trust.document().statements().iter().zip(trust.statements());
            for (number, (node, statement)) in (0..).zip(both) {
                if !statement.may(Effect::Allow) {
                    continue;
                }
                for entry in node.principal.iter().flat_map(|principal| &principal.entries) {
                    trusts.by_name.entry(entry.value.value.clone()).or_default().push(trusts.all.len());
                }
                let actions = expansions.of(actions, node, statement);
                trusts.all.push(Trusting { role, statement: number, actions });
            }
        }
        trusts
    }

    pub(super) fn actions(&self) -> impl Iterator<Item = &Numbers> {
        self.all.iter().map(|trusting| &trusting.actions)
    }

    /// The statements that name somebody, or everybody: each role's first about an action, by role.
    pub(super) fn naming(&self, entity: &Entity) -> Vec<&Trusting> {
        let of = |name: &str| self.by_name.get(name).into_iter().flatten();
        let mut places: Vec<usize> = of("*").chain(of(&entity.arn)).copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|at| self.all.get(at)).collect()
    }

    /// The statements that could let a caller in, whoever of its account they mean.
    pub(super) fn meaning(&self, inventory: &Inventory, caller: &Caller<'_>) -> Vec<&Trusting> {
        let is_meant = |trusting: &&Trusting| {
            let role = inventory.entities.get(trusting.role);
            let trust = role.and_then(|role: &Entity| role.trust.as_ref());
            let statement =
                trust.and_then(|trust: &Arc<Policy>| trust.statements().get(trusting.statement as usize));
            statement
                .is_some_and(|own| own.principal(caller).is_none_or(|(meant, _)| meant.truth > Truth::No))
        };
        self.all.iter().filter(is_meant).collect()
    }

    /// What a trust or resource policy is alike with.
    pub(super) fn text_of(&self, policy: &Arc<Policy>) -> usize {
        self.texts.get(&address(policy)).copied().unwrap_or(usize::MAX)
    }
}

fn texts(inventory: &Inventory) -> HashMap<usize, usize> {
    let trusts = inventory.entities.iter().filter_map(|entity| entity.trust.as_ref());
    let policies = trusts.chain(inventory.resource_policies().map(|(_, policy)| policy));
    let mut texts = HashMap::new();
    let numbered = policies.map(|policy| {
        let document = policy.document();
        let text = document.source().slice(document.span());
        // Without a text it is alike with nothing.
        let own = if text.is_empty() { Err(address(policy)) } else { Ok(text) };
        let next = texts.len();
        (address(policy), *texts.entry(own).or_insert(next))
    });
    numbered.collect()
}
