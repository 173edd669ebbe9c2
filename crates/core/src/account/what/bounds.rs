//! The patterns of resources on which the actions of a class are allowed, each confirmed on a witness.

use std::sync::Arc;

use super::caller::Asked;
use super::granting::Granting;
use super::kinds::Kind;
use super::witnesses::has_variables;
use crate::account::{Bound, EntityKind, Evidence};
use crate::attached::Layer;
use crate::document::Effect;
use crate::evaluate::Decision;
use crate::pattern::Pattern;
use crate::risk::witness::{ANY_NAME, Taken, Witness};
use crate::truth::Truth;

/// Patterns looked at for one action.
const MOST_PATTERNS: usize = 256;
/// Roles of the files asked about for one pattern.
const MOST_ROLES: usize = 5_000;
/// What resources are called where the first name is denied.
const OTHER_NAME: &str = "0-other";

/// Actions that one caller's policies do not tell apart.
pub(super) struct Class<'c> {
    /// The first of them.
    pub(super) action: u32,
    pub(super) number: u32,
    pub(super) kind: &'c Kind<'c>,
    /// Entries of what limits the caller: what they match may be all that is allowed of a pattern.
    pub(super) limits: Vec<(&'c str, &'c Pattern)>,
}

impl Class<'_> {
    fn special(&self) -> Option<u32> {
        self.kind.is_special.then_some(self.number)
    }
}

impl Asked<'_, '_> {
    /// What a statement allows of a class.
    pub(super) fn granted(&mut self, by: &Granting<'_>, class: &Class<'_>, bounds: &mut Vec<Bound>) {
        let evidence = by.evidence();
        if let Some(arn) = by.resource.filter(|_| by.is_about_all()) {
            // `*` is the resource itself, such as a key.
            let own = [arn.to_owned()];
            let bound = class.kind.named.contains(&arn).then(|| self.confirm(arn, &own, &evidence, class));
            return bounds.extend(bound.flatten());
        }
        let Some(list) = by.node.resource.as_ref() else {
            return self.entry(("*".to_owned(), "*", &Pattern::Any), (false, evidence), class, bounds);
        };
        if list.negated {
            let texts: Vec<&str> = list.entries.iter().map(|entry| entry.value.as_str()).collect();
            let pattern = format!("all but {}", texts.join(", "));
            return self.entry((pattern, "*", &Pattern::Any), (false, evidence), class, bounds);
        }
        for (text, entry) in list.entries.iter().zip(by.statement.resource_entries()) {
            let entry = (text.value.clone(), text.value.as_str(), entry);
            self.entry(entry, (by.is_shared, evidence.clone()), class, bounds);
        }
    }

    fn entry(
        &mut self,
        (pattern, text, entry): (String, &str, &Pattern),
        (is_shared, by): (bool, Evidence),
        class: &Class<'_>,
        bounds: &mut Vec<Bound>,
    ) {
        if bounds.len() >= MOST_PATTERNS {
            return;
        }
        if class.kind.is_assumption {
            let roles = self.roles(entry, class.action);
            return bounds.extend(self.confirm(&pattern, &roles, &by, class));
        }
        let own = self.witnesses((text, entry), is_shared, class);
        let mut bound = self.confirm(&pattern, &own, &by, class);
        if bound.as_ref().is_none_or(|bound| bound.decision != Decision::Allowed) {
            let others = self.others((text, entry), &own, class);
            let other = self.confirm(&pattern, &others, &by, class);
            bound = other.filter(|it| bound.is_none() || it.decision == Decision::Allowed).or(bound);
        }
        bounds.extend(bound);
    }

    /// Resources that an entry matches.
    fn witnesses(
        &self,
        (text, entry): (&str, &Pattern),
        is_shared: bool,
        class: &Class<'_>,
    ) -> Arc<[String]> {
        let make = || {
            let taken = Taken::of(class.kind.patterns.as_slice(), &self.decider.principal);
            arns(taken.knowing(&self.context).matching(text, entry))
        };
        let of = match entry {
            Pattern::Any => 0,
            entry if is_shared && !has_variables(entry) => std::ptr::from_ref(entry).addr(),
            _ => return make(),
        };
        self.question.witnesses.get((of, class.number, self.home), make)
    }

    /// Resources that an entry matches and that limits do, too; and what is called otherwise.
    fn others(&self, (text, entry): (&str, &Pattern), own: &[String], class: &Class<'_>) -> Vec<String> {
        let mut others: Vec<String> = Vec::new();
        for (limit, pattern) in &class.limits {
            let taken = Taken::of(class.kind.patterns.as_slice(), &self.decider.principal);
            let taken = taken.knowing(&self.context);
            let both = match entry {
                Pattern::Any => taken.matching(limit, pattern),
                _ => taken.meeting(text, limit),
            };
            others.extend(both.into_iter().map(|witness| witness.arn));
        }
        let renamed = own.iter().filter(|arn| arn.contains(ANY_NAME));
        others.extend(renamed.map(|arn| arn.replace(ANY_NAME, OTHER_NAME)));
        others.retain(|arn| self.decider.matches(entry, arn) && !own.contains(arn));
        others
    }

    /// The roles at hand that a pattern matches and that could let the caller in.
    fn roles(&mut self, entry: &Pattern, action: u32) -> Vec<String> {
        let entities = &self.question.inventory.entities;
        let could = self.could_assume();
        let could = could.iter().filter(|own| own.actions.binary_search(&action).is_ok());
        let mut roles: Vec<usize> = could.map(|own| own.role).collect();
        roles.dedup();
        let roles = roles.into_iter().filter_map(|at| entities.get(at));
        let roles = roles.filter(|role| role.kind == EntityKind::Role);
        let matching = roles.filter(|role| self.decider.matches(entry, &role.arn));
        matching.take(MOST_ROLES).map(|role| role.arn.clone()).collect()
    }

    /// Roles that let the caller in by their trust policy alone.
    pub(super) fn trusting(&mut self, class: &Class<'_>, bounds: &mut Vec<Bound>) {
        let inventory = self.question.inventory;
        let mut last = None;
        for own in self.question.trusts.naming(self.entity) {
            let is_about = own.actions.binary_search(&class.action).is_ok() && last != Some(own.role);
            let role = inventory.entities.get(own.role).filter(|_| is_about && bounds.len() < MOST_PATTERNS);
            let Some((role, trust)) = role.and_then(|role| Some((role, role.trust.as_ref()?))) else {
                continue;
            };
            last = Some(own.role);
            let by = Evidence {
                layer: Layer::Resource,
                policy: trust.clone(),
                group: None,
                statement: own.statement,
                effect: Effect::Allow,
                matched: Truth::Yes,
            };
            bounds.extend(self.confirm(&role.arn, std::slice::from_ref(&role.arn), &by, class));
        }
    }

    /// The pattern with the first witness that is allowed, else with one for which that depends.
    fn confirm(
        &mut self,
        pattern: &str,
        witnesses: &[String],
        by: &Evidence,
        class: &Class<'_>,
    ) -> Option<Bound> {
        let mut best: Option<Bound> = None;
        for witness in witnesses {
            let Some((decision, keys)) = self.decider.decide(witness, class.special()) else { continue };
            let is_allowed = decision == Decision::Allowed;
            if is_allowed || best.is_none() {
                let (pattern, witness) = (pattern.to_owned(), witness.clone());
                best = Some(Bound { pattern, by: by.clone(), witness, decision, keys });
            }
            if is_allowed {
                break;
            }
        }
        best
    }
}

fn arns(found: Vec<Witness>) -> Arc<[String]> {
    found.into_iter().map(|witness| witness.arn).collect()
}
