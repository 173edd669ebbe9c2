//! Cells of what users and roles can, a principal and an action each, against single simulations.
//!
//! One way: what a pattern says of its witness is what a simulation says, and what is allowed whatever is unknown is
//! allowed in whole contexts. The other way: what a simulation allows on sampled resources, in whole contexts or where
//! everything is unknown, is listed, by a statement that allows it.

use std::sync::Arc;

use sayso::account::{Bound, Entity, Grant, Inventory, WhatCan};
use sayso::settle::DEFAULT_BUDGET;
use sayso::{Action, AttachedPolicies, Context, Decision, Layer, Settled, Truth, settle};
use sayso_catalog::ServiceReference;

/// Cells of one user or role.
const OF_ONE: usize = 5;

/// A generator that repeats itself.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % count.max(1)
    }
}

/// How many simulations agreed; an error where one does not.
pub(crate) fn confirm(inventory: &Inventory, cells: usize) -> Result<usize, super::Failure> {
    let (mut dice, unknown) = (Dice(7), Context::unknown());
    let reference = ServiceReference::embedded();
    let question = WhatCan::new(inventory, &unknown, reference);
    let names: Vec<String> = reference
        .services()
        .flat_map(|service| {
            service.actions().map(move |action| format!("{}:{}", service.prefix(), action.name()))
        })
        .collect();
    let mut checked = 0;
    for number in 0..cells.div_ceil(OF_ONE) {
        let entity = inventory.all_entities().get(dice.below(inventory.all_entities().len()));
        let entity = entity.ok_or("nobody was loaded")?;
        let grants = question.grants(entity);
        for turn in 0..OF_ONE {
            // As many of what it can as of anything.
            let granted = grants.get(dice.below(grants.len())).filter(|_| (number + turn) % 2 == 0);
            let name = granted
                .map(|grant| grant.action)
                .or_else(|| names.get(dice.below(names.len())).map(String::as_str));
            let name = name.ok_or("no actions")?;
            let cell =
                Cell { inventory, entity, name, grant: grants.iter().find(|grant| grant.action == name) };
            checked += cell.confirm()?;
        }
    }
    Ok(checked)
}

struct Cell<'c> {
    inventory: &'c Inventory,
    entity: &'c Entity,
    name: &'c str,
    grant: Option<&'c Grant<'c>>,
}

impl Cell<'_> {
    fn confirm(&self) -> Result<usize, super::Failure> {
        let (action, unknown) = (Action::new(self.name)?, Context::unknown());
        let bounds = self.grant.map_or(&[][..], |grant| &grant.bounds);
        let mut checked = 0;
        for bound in bounds {
            let single = self.simulate(&action, &bound.witness, &unknown);
            self.expect(single == bound.decision, &bound.witness, "its decision")?;
            for context in contexts().iter().filter(|_| bound.decision == Decision::Allowed) {
                let single = self.simulate(&action, &bound.witness, context);
                self.expect(
                    single == Decision::Allowed,
                    &bound.witness,
                    "that it is allowed whatever is unknown",
                )?;
            }
            checked += 1 + contexts().len();
        }
        let reference = ServiceReference::embedded();
        for resource in self.inventory.candidates(self.entity, &action, &unknown, reference) {
            for context in contexts().iter().chain([&unknown]) {
                checked += 1;
                let single = self.simulate(&action, &resource, context);
                if matches!(single, Decision::Allowed | Decision::Depends) {
                    let is_listed =
                        bounds.iter().any(|bound| self.allows(&action, &resource, context, bound));
                    self.expect(is_listed, &resource, "that it is listed")?;
                }
            }
        }
        Ok(checked)
    }

    /// What a single simulation says, denied where nothing that is unknown can allow it.
    fn simulate(&self, action: &Action<'_>, resource: &str, given: &Context<'_>) -> Decision {
        let question = self.inventory.ask(self.entity, "session", action, resource, given);
        match settle(&question.policies, &question.request, DEFAULT_BUDGET) {
            Settled::Decided(decision) => decision,
            Settled::Depends(on) if on.allowable() == Truth::No => Decision::ImplicitDeny,
            Settled::Depends(_) => Decision::Depends,
        }
    }

    /// Whether the policy of a pattern allows a resource, or may, with what the resource's own says.
    fn allows(&self, action: &Action<'_>, resource: &str, given: &Context<'_>, bound: &Bound) -> bool {
        let question = self.inventory.ask(self.entity, "session", action, resource, given);
        let mut identity = question.policies.identity.clone();
        match bound.by.layer {
            Layer::Identity => identity.retain(|held| Arc::ptr_eq(&held.policy, &bound.by.policy)),
            // What it leaves to the account is allowed there.
            _ if question.policies.resource.iter().any(|own| Arc::ptr_eq(own, &bound.by.policy)) => {}
            _ => return false,
        }
        let alone = AttachedPolicies { identity, resource: question.policies.resource, ..Default::default() };
        let decision = settle(&alone, &question.request, DEFAULT_BUDGET);
        matches!(decision, Settled::Decided(Decision::Allowed) | Settled::Depends(_))
    }

    fn expect(&self, holds: bool, resource: &str, what: &str) -> Result<(), super::Failure> {
        let Self { entity, name, .. } = self;
        if holds {
            return Ok(());
        }
        Err(format!("{} {name} {resource}: simulations do not confirm {what}", entity.arn).into())
    }
}

/// Contexts in which nothing is unknown.
fn contexts() -> [Context<'static>; 3] {
    let of = |region: &'static str, address: &'static str, mfa: &'static str| {
        Context::from_iter([
            ("aws:RequestedRegion", region),
            ("aws:SourceIp", address),
            ("aws:MultiFactorAuthPresent", mfa),
            ("aws:SecureTransport", "true"),
        ])
    };
    let away = of("ap-southeast-2", "203.0.113.7", "false");
    [Context::new(), of("eu-west-1", "198.51.100.7", "true"), away]
}
