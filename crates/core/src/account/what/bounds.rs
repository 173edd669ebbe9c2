//! The patterns of resources on which an action is allowed, each confirmed on a witness.

use std::sync::Arc;

use crate::account::who::key_sets;
use crate::account::{Bound, Entity, EntityKind, Evidence, WhatCan};
use crate::attached::Layer;
use crate::document::{Effect, StatementNode};
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::pattern::Pattern;
use crate::policy::{Caller, Policy, Statement};
use crate::request::{Action, Key, Principal, Resource, ResourceKind};
use crate::risk::witness::Taken;
use crate::settle::{DEFAULT_BUDGET, Settled, settle};
use crate::truth::Truth;

/// Patterns looked at for one action.
const MOST_PATTERNS: usize = 256;
/// Witnesses asked about for one pattern.
const MOST_WITNESSES: usize = 8;
/// Roles of the files asked about for one pattern.
const MOST_ROLES: usize = 5_000;

pub(super) fn of(question: &WhatCan<'_>, entity: &Entity, action: &Action<'_>) -> Vec<Bound> {
    let Some(known) = question.reference.action(action.as_str()) else { return Vec::new() };
    let principal = question.inventory.principal(entity, "session");
    let star = Resource::new("*", principal.account.clone());
    let context = question.inventory.context(entity, &star, question.given);
    let taken = Taken::by(&known, &principal).knowing(&context);
    let is_assumption = ResourceKind::of("arn:aws:iam::123456789012:role/example", action)
        == ResourceKind::RoleTrust
        && known.resource_types().any(|own| own.resource_type.name() == "role");
    let mut asked =
        Asked { question, entity, principal: &principal, action, taken, is_assumption, bounds: Vec::new() };
    for held in &entity.policies {
        asked.policy(Layer::Identity, &held.policy, held.group.as_ref());
    }
    if is_assumption {
        asked.trusts();
    } else {
        for (_, policy) in question.inventory.resource_policies() {
            asked.policy(Layer::Resource, policy, None);
        }
    }
    asked.bounds
}

struct Asked<'q, 'a> {
    question: &'q WhatCan<'a>,
    entity: &'q Entity,
    principal: &'q Principal<'q>,
    action: &'q Action<'q>,
    taken: Taken<'q>,
    /// Whether the action is about roles and asks their trust policies: then witnesses are the roles at hand.
    is_assumption: bool,
    bounds: Vec<Bound>,
}

impl Asked<'_, '_> {
    fn policy(&mut self, layer: Layer, policy: &Arc<Policy>, group: Option<&Arc<str>>) {
        let statements = policy.document().statements().iter().zip(policy.statements());
        for (number, (node, statement)) in (0..).zip(statements) {
            let is_about = statement.may(Effect::Allow) && statement.action(self.action).truth == Truth::Yes;
            let caller = Caller { principal: self.principal, has_boundary: self.entity.boundary.is_some() };
            let is_meant = statement.principal(&caller).is_none_or(|(meant, _)| meant.truth > Truth::No);
            if !is_about || !is_meant {
                continue;
            }
            for (pattern, witnesses) in self.patterns(node, statement) {
                if self.bounds.len() >= MOST_PATTERNS {
                    return;
                }
                let by = || Evidence {
                    layer,
                    policy: policy.clone(),
                    group: group.cloned(),
                    statement: number,
                    effect: Effect::Allow,
                    matched: Truth::Yes,
                };
                self.confirm(&pattern, &witnesses, by);
            }
        }
    }

    /// Each pattern of a statement with resources that it matches.
    fn patterns(&self, node: &StatementNode, statement: &Statement) -> Vec<(String, Vec<String>)> {
        let arns = |found: Vec<crate::risk::witness::Witness>| -> Vec<String> {
            found.into_iter().take(MOST_WITNESSES).map(|witness| witness.arn).collect()
        };
        let Some(list) = node.resource.as_ref() else {
            return vec![("*".to_owned(), self.or_roles(&Pattern::Any, arns(self.taken.any())))];
        };
        let texts = list.entries.iter().map(|entry| entry.value.as_str());
        if list.negated {
            let pattern = format!("all but {}", texts.collect::<Vec<_>>().join(", "));
            return vec![(pattern, self.or_roles(&Pattern::Any, arns(self.taken.any())))];
        }
        let entries = statement.resource_entries().iter().zip(texts);
        let each = entries.map(|(entry, text)| {
            (text.to_owned(), self.or_roles(entry, arns(self.taken.matching(text, entry))))
        });
        each.collect()
    }

    /// Of an assumption the roles at hand that a pattern matches.
    fn or_roles(&self, pattern: &Pattern, witnesses: Vec<String>) -> Vec<String> {
        if !self.is_assumption {
            return witnesses;
        }
        let value = |variable: &crate::pattern::Variable| self.principal.derived(&variable.key);
        let own = crate::glob::Glob::with_values(pattern, value);
        let matches = |arn: &str| {
            let text = crate::glob::Glob::with_values(&Pattern::Literal(arn.into()), |_| None);
            own.covers_within(&text, &mut 10_000)
        };
        let roles = self.question.inventory.entities.iter().filter(|entity| entity.kind == EntityKind::Role);
        let roles = roles.take(MOST_ROLES).filter(|role| matches(&role.arn));
        roles.map(|role| role.arn.clone()).collect()
    }

    /// Roles that let the caller in by their trust policy alone.
    fn trusts(&mut self) {
        let inventory = self.question.inventory;
        let own = self.entity.arn.as_str();
        let names_it = |policy: &Policy| {
            (0..).zip(policy.document().statements()).find_map(|(number, node)| {
                let mut entries = node.principal.iter().flat_map(|principal| &principal.entries);
                entries.any(|entry| entry.value.value == "*" || entry.value.value == own).then_some(number)
            })
        };
        let trusting = inventory.entities.iter().filter_map(|role| {
            let trust = role.trust.as_ref()?;
            Some((role, trust, names_it(trust)?))
        });
        let trusting: Vec<_> = trusting.collect();
        for (role, trust, statement) in trusting {
            let by = || Evidence {
                layer: Layer::Resource,
                policy: trust.clone(),
                group: None,
                statement,
                effect: Effect::Allow,
                matched: Truth::Yes,
            };
            if self.bounds.len() < MOST_PATTERNS {
                self.confirm(&role.arn, std::slice::from_ref(&role.arn), by);
            }
        }
    }

    /// Keeps the pattern with the first witness that is allowed, else with one for which that depends.
    fn confirm(&mut self, pattern: &str, witnesses: &[String], by: impl Fn() -> Evidence) {
        let mut best: Option<Bound> = None;
        for witness in witnesses {
            let Some((decision, keys)) = self.decide(witness) else { continue };
            let bound =
                || Bound { pattern: pattern.to_owned(), by: by(), witness: witness.clone(), decision, keys };
            if decision == Decision::Allowed {
                best = Some(bound());
                break;
            }
            best = best.or_else(|| Some(bound()));
        }
        self.bounds.extend(best);
    }

    /// `None` where it is denied, whatever is unknown.
    fn decide(&self, witness: &str) -> Option<(Decision, Vec<Vec<Key<'static>>>)> {
        let WhatCan { inventory, given, .. } = self.question;
        let question = inventory.ask(self.entity, "session", self.action, witness, given);
        let (policies, request) = (&question.policies, &question.request);
        match evaluate(policies, request, &mut NoTrace) {
            Decision::Allowed => Some((Decision::Allowed, Vec::new())),
            Decision::ExplicitDeny | Decision::ImplicitDeny => None,
            Decision::Depends => match settle(policies, request, DEFAULT_BUDGET) {
                Settled::Decided(Decision::Allowed) => Some((Decision::Allowed, Vec::new())),
                Settled::Decided(_) => None,
                Settled::Depends(on) => {
                    (on.allowable() != Truth::No).then(|| (Decision::Depends, key_sets(&on)))
                }
            },
        }
    }
}
