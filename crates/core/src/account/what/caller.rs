//! One caller: the statements that could allow it something, and classes of actions that these do not tell apart.

use std::sync::Arc;

use super::bounds::Class;
use super::classes::Classes;
use super::decide::Decider;
use super::granting::Granting;
use super::limits::{self, Limit};
use super::trusts::Trusting;
use super::{Grant, WhatCan};
use crate::account::{Bound, Entity};
use crate::attached::Layer;
use crate::document::Effect;
use crate::policy::{Caller, Grade, Statement};
use crate::request::Context;
use crate::truth::Truth;

/// Entries of limits looked at.
const MOST_LIMITS: usize = 64;

/// All that is asked of one user or role.
pub(super) struct Asked<'q, 'a> {
    pub(super) question: &'q WhatCan<'a>,
    pub(super) entity: &'q Entity,
    pub(super) decider: Decider<'q, 'a>,
    pub(super) context: Context<'q>,
    pub(super) home: u32,
    grantings: Vec<Granting<'q>>,
    could_assume: Option<Arc<[&'q Trusting]>>,
}

impl<'q, 'a> Asked<'q, 'a> {
    /// `None` where there is nothing to ask about.
    pub(super) fn of(question: &'q WhatCan<'a>, entity: &'q Entity) -> Option<Self> {
        let decider = Decider::new(question, entity, &question.actions.get(0)?.0);
        let caller = Caller { principal: &decider.principal, has_boundary: entity.boundary.is_some() };
        let mut grantings = Vec::new();
        for held in &entity.policies {
            let all = question.statements(&held.policy).filter(|(_, _, own, _)| own.may(Effect::Allow));
            grantings.extend(all.map(|(number, node, statement, actions)| Granting {
                layer: Layer::Identity,
                policy: &held.policy,
                group: held.group.as_ref(),
                number,
                node,
                statement,
                actions,
                is_shared: held.managed.is_some() || held.group.is_some(),
                resource: None,
                is_delegation: false,
            }));
        }
        for (arn, policy) in question.inventory.resource_policies() {
            let meant = |statement: &Statement| match statement.principal(&caller) {
                Some((meant, grade)) => (meant.truth > Truth::No).then_some(grade == Grade::Account),
                None => Some(false),
            };
            let all = question.statements(policy).filter(|(_, _, own, _)| own.may(Effect::Allow));
            grantings.extend(all.filter_map(|(number, node, statement, actions)| {
                Some(Granting {
                    layer: Layer::Resource,
                    policy,
                    group: None,
                    number,
                    node,
                    statement,
                    actions,
                    is_shared: true,
                    resource: Some(arn),
                    is_delegation: meant(statement)?,
                })
            }));
        }
        let context = decider.context();
        let home = question.home(entity);
        Some(Self { question, entity, decider, context, home, grantings, could_assume: None })
    }

    /// All that it can do, by action.
    pub(super) fn grants(mut self) -> Vec<Grant<'q>> {
        let (question, possible) = (self.question, self.possible());
        let groups = self.classes().groups(&possible);
        let mut by_action: Vec<Option<Arc<[Bound]>>> = vec![None; possible.len()];
        let grantings = std::mem::take(&mut self.grantings);
        let of_classes = by_class(&grantings, &groups, possible.len());
        let limits = limits::of(question, self.entity);
        for (group, statements) in groups.iter().zip(of_classes) {
            let Some(bounds) = self.class(group, &statements, &grantings, &limits) else { continue };
            for number in group {
                by_action.get_mut(*number as usize).into_iter().for_each(|own| *own = Some(bounds.clone()));
            }
        }
        let grants = (0..).zip(by_action).filter_map(|(number, bounds)| {
            let (action, level) = question.actions.get(number)?;
            Some(Grant { action: action.as_str(), level: *level, bounds: bounds? })
        });
        grants.collect()
    }

    fn class(
        &mut self,
        group: &[u32],
        statements: &[usize],
        grantings: &[Granting<'q>],
        limits: &[Limit<'q>],
    ) -> Option<Arc<[Bound]>> {
        let (question, action) = (self.question, *group.first()?);
        let number = *question.actions.kinds.all().get(action as usize)?;
        let kind = question.actions.kinds.get(number)?;
        let about = limits.iter().filter(|limit| limit.actions.binary_search(&action).is_ok());
        let limits = about.map(|limit| (limit.text, limit.entry)).take(MOST_LIMITS).collect();
        let class = Class { action, number, kind, limits };
        self.decider.ask(&question.actions.get(action)?.0);
        let mut bounds = Vec::new();
        let by = || statements.iter().filter_map(|at| grantings.get(*at));
        let has_own = by().any(|by| by.layer == Layer::Identity);
        for by in by().filter(|by| has_own || !by.is_delegation) {
            // Roles have trust policies, whatever the files say besides.
            if !(class.kind.is_assumption && by.layer == Layer::Resource) {
                self.granted(by, &class, &mut bounds);
            }
        }
        if class.kind.is_assumption {
            self.trusting(&class, &mut bounds);
        }
        (!bounds.is_empty()).then(|| bounds.into())
    }

    /// Of each action whether anything could allow it.
    fn possible(&self) -> Vec<bool> {
        let mut possible = vec![false; self.question.actions.len()];
        let add = |possible: &mut Vec<bool>, numbers: &[u32]| {
            for number in numbers {
                possible.get_mut(*number as usize).into_iter().for_each(|own| *own = true);
            }
        };
        let (own, of_resources): (Vec<_>, Vec<_>) =
            self.grantings.iter().partition(|granting| granting.layer == Layer::Identity);
        for granting in own {
            add(&mut possible, granting.actions);
        }
        if let Some(boundary) = &self.entity.boundary {
            let mut within = vec![false; possible.len()];
            let all = self.question.statements(boundary).filter(|(_, _, own, _)| own.may(Effect::Allow));
            all.for_each(|(_, _, _, actions)| add(&mut within, actions));
            possible.iter_mut().zip(within).for_each(|(own, within)| *own &= within);
        }
        // A resource's policy may reach past the boundary.
        let of_resources = of_resources.iter().filter(|granting| !granting.is_delegation);
        of_resources.for_each(|granting| add(&mut possible, granting.actions));
        let trusts = self.question.trusts.naming(self.entity);
        for trusting in trusts {
            add(&mut possible, &trusting.actions);
        }
        possible
    }

    fn classes(&self) -> Classes {
        let mut classes = self.question.classes.clone();
        let own = self.entity.policies.iter().map(|held| &held.policy).chain(&self.entity.boundary);
        classes
            .split(own.flat_map(|policy| self.question.statements(policy)).map(|(_, _, _, actions)| actions));
        classes
    }

    /// Roles whose trust policies could mean the caller.
    pub(super) fn could_assume(&mut self) -> Arc<[&'q Trusting]> {
        let (question, entity) = (self.question, self.entity);
        let principal = &self.decider.principal;
        let could = self.could_assume.get_or_insert_with(|| {
            let caller = Caller { principal, has_boundary: entity.boundary.is_some() };
            question.trusts.meaning(question.inventory, &caller).into()
        });
        could.clone()
    }
}

/// For each group of actions the statements about its first one, in order.
fn by_class(grantings: &[Granting<'_>], groups: &[Vec<u32>], actions: usize) -> Vec<Vec<usize>> {
    let mut class_of: Vec<u32> = vec![u32::MAX; actions];
    for (class, group) in (0..).zip(groups) {
        if let Some(own) = group.first().and_then(|first| class_of.get_mut(*first as usize)) {
            *own = class;
        }
    }
    let mut statements = vec![Vec::new(); groups.len()];
    for (at, granting) in grantings.iter().enumerate() {
        for number in granting.actions.iter() {
            let class = class_of.get(*number as usize).and_then(|class| statements.get_mut(*class as usize));
            if let Some(own) = class {
                own.push(at);
            }
        }
    }
    statements
}
