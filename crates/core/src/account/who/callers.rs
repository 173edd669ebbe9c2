//! Who may be able to assume a role: candidates from its trust policy, and from who holds a policy on it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::relevant::address;
use crate::account::{Entity, Inventory};
use crate::arn::{Arn, is_account_id};
use crate::attached::{Layer, LayerIndex};
use crate::document::{Effect, PrincipalKind};
use crate::policy::Policy;
use crate::request::{Action, Context, Principal, PrincipalType, Request, Resource};
use crate::truth::Truth;

/// Who may be able to assume roles: by the policies that could allow it.
pub(super) struct Callers<'a> {
    /// All policies with anything on `sts:AssumeRole`: one index leads to those about a role.
    index: LayerIndex,
    /// Who holds each of them, by place among all entities.
    holders: Vec<Vec<usize>>,
    by_id: BTreeMap<&'a str, usize>,
}

impl<'a> Callers<'a> {
    pub(super) fn of(inventory: &'a Inventory, action: &Action<'_>) -> Self {
        let mut at: HashMap<usize, Option<usize>> = HashMap::new();
        let (mut policies, mut holders): (Vec<Arc<Policy>>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
        for (place, entity) in inventory.entities.iter().enumerate() {
            for held in &entity.policies {
                let number = at.entry(address(&held.policy)).or_insert_with(|| {
                    let mut allows = held.policy.statements().iter().filter(|own| own.may(Effect::Allow));
                    let is_about = allows.any(|own| own.action(action).truth == Truth::Yes);
                    is_about.then(|| {
                        policies.push(held.policy.clone());
                        holders.push(Vec::new());
                        policies.len() - 1
                    })
                });
                if let Some(holders) = number.and_then(|number| holders.get_mut(number)) {
                    holders.push(place);
                }
            }
        }
        let entities = inventory.entities.iter().enumerate();
        let with_id = entities.filter_map(|(place, entity)| Some((entity.id.as_deref()?, place)));
        let index = LayerIndex::build(Layer::Identity, policies.into());
        Self { index, holders, by_id: with_id.collect() }
    }

    /// Those whom the trust policy names, and, where it leaves it to their account, those who hold a policy that
    /// could allow it. By place among all entities, each once and in order, those that are wanted.
    pub(super) fn of_role(
        &self,
        inventory: &'a Inventory,
        role: &'a Entity,
        action: &Action<'static>,
        is_wanted: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let Some(trust) = &role.trust else { return Vec::new() };
        let mut found: Vec<usize> = Vec::new();
        // The role itself assumes nothing.
        let own = inventory.place_of(&role.arn);
        let mut add = |place: usize| found.extend((is_wanted(place) && Some(place) != own).then_some(place));
        let (mut by_policy, mut everybody) = (false, false);
        for statement in trust.document().statements() {
            let allows = statement.effect.as_ref().is_some_and(|effect| effect.value == Effect::Allow);
            let Some(principal) = statement.principal.as_ref().filter(|_| allows) else { continue };
            everybody |= principal.negated;
            for entry in principal.entries.iter().filter(|entry| entry.kind == PrincipalKind::Aws) {
                let name = entry.value.value.as_str();
                match Arn::of(name) {
                    _ if name == "*" => everybody = true,
                    _ if is_account_id(name) || name.ends_with(":root") => by_policy = true,
                    Some(_) => named(inventory, name).into_iter().for_each(&mut add),
                    None => self.by_id.get(name).copied().into_iter().for_each(&mut add),
                }
            }
        }
        if everybody {
            (0..inventory.entities.len()).for_each(&mut add);
        } else if by_policy {
            // Of whom nothing is known, variables of the caller included.
            let nobody = Principal::new(PrincipalType::Federated { provider: "".into() }, "", None);
            let resource = Resource::of(&role.arn, action, &nobody);
            let request = Request {
                principal: nobody.clone(),
                action: action.clone(),
                resource,
                context: Context::unknown(),
            };
            let mut about = BTreeSet::new();
            _ = self.index.candidates(Effect::Allow, &request, |policy, _, statement| {
                let on_role = statement.resource(&request).is_none_or(|on| on.truth > Truth::No);
                if on_role && statement.action(action).truth > Truth::No {
                    about.insert(policy);
                }
                ControlFlow::Continue(())
            });
            let holders = about.into_iter().filter_map(|policy| self.holders.get(policy as usize));
            holders.flatten().copied().for_each(&mut add);
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// By ARN, also that of a session of a role; strangers are not looked for any further.
fn named(inventory: &Inventory, arn: &str) -> Option<usize> {
    let of_session = || arn.contains(":assumed-role/").then(|| inventory.entity(arn).ok()).flatten();
    inventory.place_of(arn).or_else(|| inventory.place_of(&of_session()?.arn))
}
