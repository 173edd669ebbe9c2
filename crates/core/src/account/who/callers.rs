//! Who may be able to assume a role: candidates from its trust policy, and from who holds a policy on it.

use std::collections::BTreeMap;

use super::relevant::{address, has_candidate};
use crate::account::{Entity, Inventory};
use crate::arn::{Arn, is_account_id};
use crate::document::{Effect, PrincipalKind};
use crate::policy::Policy;
use crate::request::{Action, Context, Principal, PrincipalType, Request, Resource};
use crate::truth::Truth;

/// Who may be able to assume roles: by the policies that could allow it.
pub(super) struct Callers<'a> {
    /// Policies with anything on `sts:AssumeRole`, and who holds each.
    policies: Vec<(&'a Policy, Vec<&'a Entity>)>,
    by_id: BTreeMap<&'a str, &'a Entity>,
}

impl<'a> Callers<'a> {
    pub(super) fn of(inventory: &'a Inventory, action: &Action<'_>) -> Self {
        let mut at: BTreeMap<usize, Option<usize>> = BTreeMap::new();
        let mut policies: Vec<(&Policy, Vec<&Entity>)> = Vec::new();
        for entity in &inventory.entities {
            for held in &entity.policies {
                let number = at.entry(address(&held.policy)).or_insert_with(|| {
                    let mut allows = held.policy.statements().iter().filter(|own| own.may(Effect::Allow));
                    let is_about = allows.any(|own| own.action(action).truth == Truth::Yes);
                    is_about.then(|| {
                        policies.push((&held.policy, Vec::new()));
                        policies.len() - 1
                    })
                });
                let holders = number.and_then(|number| policies.get_mut(number));
                if let Some((_, holders)) = holders {
                    holders.push(entity);
                }
            }
        }
        let with_id = inventory.entities.iter().filter_map(|entity| Some((entity.id.as_deref()?, entity)));
        Self { policies, by_id: with_id.collect() }
    }

    /// Those whom the trust policy names, and, where it leaves it to their account, those who hold a policy that
    /// could allow it. By ARN, each once.
    pub(super) fn of_role(
        &self,
        inventory: &'a Inventory,
        role: &'a Entity,
        action: &Action<'static>,
    ) -> Vec<&'a Entity> {
        let Some(trust) = &role.trust else { return Vec::new() };
        let mut found: BTreeMap<&str, &Entity> = BTreeMap::new();
        let mut add = |entity: &'a Entity| _ = found.insert(&entity.arn, entity);
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
                    Some(_) => inventory.entity(name).into_iter().for_each(&mut add),
                    None => self.by_id.get(name).copied().into_iter().for_each(&mut add),
                }
            }
        }
        if everybody {
            inventory.entities.iter().for_each(&mut add);
        } else if by_policy {
            let nobody = Principal::new(PrincipalType::Anonymous, "", None);
            let resource = Resource::of(&role.arn, action, &nobody);
            let request = Request {
                principal: nobody.clone(),
                action: action.clone(),
                resource,
                context: Context::new(),
            };
            let about = self.policies.iter().filter(|(policy, _)| has_candidate(policy, &request));
            about.flat_map(|(_, holders)| holders).copied().for_each(&mut add);
        }
        found.remove(role.arn.as_str());
        found.into_values().collect()
    }
}
