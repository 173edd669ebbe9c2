//! One caller and one resource after the other: what stays the same is put together once.

use std::collections::HashMap;
use std::sync::Arc;

use super::WhatCan;
use crate::account::Entity;
use crate::account::who::evidence::Matched;
use crate::account::who::key_sets;
use crate::attached::{AttachedPolicies, Layer};
use crate::document::Effect;
use crate::evaluate::{Decision, StatementRef, evaluate};
use crate::pattern::Pattern;
use crate::policy::Statement;
use crate::request::{Action, Context, Key, Principal, Request, Resource, ResourceKind};
use crate::settle::{DEFAULT_BUDGET, Settled, settle};
use crate::truth::Truth;

/// What a decision depends on: sets of keys.
pub(super) type Keys = Arc<[Vec<Key<'static>>]>;
/// `None` where it is denied, whatever is unknown.
pub(super) type Decided = Option<(Decision, Keys)>;

/// All that an open decision comes from: where it is the same, so is the answer.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Likeness {
    matched: Vec<(StatementRef, Effect, Truth)>,
    /// The resource's, of those seen.
    account: usize,
    /// The number of its text.
    resource_policy: Option<usize>,
    kind: ResourceKind,
    /// Where the evaluator knows the action by its name.
    action: Option<u32>,
    /// Where the resource's name could matter to what is open.
    resource: Option<String>,
}

/// Decides what one user or role may do.
pub(super) struct Decider<'q, 'a> {
    question: &'q WhatCan<'a>,
    entity: &'q Entity,
    pub(super) principal: Principal<'q>,
    policies: AttachedPolicies,
    request: Request<'q>,
    open: HashMap<Likeness, Decided>,
    /// Accounts of resources so far, and the place of the one at hand among them.
    accounts: Vec<Option<String>>,
    account: usize,
    none: Keys,
}

impl<'q, 'a> Decider<'q, 'a> {
    pub(super) fn new(question: &'q WhatCan<'a>, entity: &'q Entity, action: &Action<'q>) -> Self {
        let inventory = question.inventory;
        let principal = inventory.principal(entity, "session");
        let resource = Resource::new("*", principal.account.clone());
        let policies = inventory.attached(entity, &resource);
        let context = inventory.context(entity, &resource, question.given);
        let request = Request { principal: principal.clone(), action: action.clone(), resource, context };
        let accounts = vec![principal.account.as_deref().map(str::to_owned)];
        let (open, none) = (HashMap::new(), Arc::new([]));
        Self { question, entity, principal, policies, request, open, accounts, account: 0, none }
    }

    /// What is known while nothing is said of the resource.
    pub(super) fn context(&self) -> Context<'q> {
        let resource = Resource::new("*", self.principal.account.clone());
        self.question.inventory.context(self.entity, &resource, self.question.given)
    }

    pub(super) fn ask(&mut self, action: &Action<'q>) {
        self.request.action = action.clone();
    }

    /// Whether an entry of a statement matches a resource.
    pub(super) fn matches(&self, entry: &Pattern, resource: &str) -> bool {
        let value = |variable| crate::pattern::resolve(variable, self.request.value(&variable.key));
        entry.matches(resource, value) > Truth::No
    }

    /// The decision on a resource; `special` is the kind of an action that is alike with no other.
    pub(super) fn decide(&mut self, witness: &str, special: Option<u32>) -> Decided {
        self.about(witness);
        let mut matched = Matched::default();
        match evaluate(&self.policies, &self.request, &mut matched) {
            Decision::Allowed => Some((Decision::Allowed, self.none.clone())),
            Decision::ExplicitDeny | Decision::ImplicitDeny => None,
            Decision::Depends => {
                let likeness = self.likeness(&matched, special);
                if let Some(known) = self.open.get(&likeness) {
                    return known.clone();
                }
                let decided = self.settle();
                self.open.insert(likeness, decided.clone());
                decided
            }
        }
    }

    /// Puts in force what a resource changes.
    fn about(&mut self, witness: &str) {
        let inventory = self.question.inventory;
        let resource =
            inventory.resource(witness, &self.request.action, &self.request.principal).into_owned();
        if resource.account != self.request.resource.account {
            let account = resource.account.as_deref().map(str::to_owned);
            let known = self.accounts.iter().position(|known| *known == account);
            self.account = known.unwrap_or(self.accounts.len());
            self.accounts.extend(known.is_none().then_some(account));
            self.policies = inventory.attached(self.entity, &resource);
            self.request.context = inventory.context(self.entity, &resource, self.question.given);
        }
        self.policies.resource.clear();
        self.policies.resource.extend(inventory.resource_policy(&resource).cloned());
        self.request.resource = resource;
    }

    fn settle(&self) -> Decided {
        match settle(&self.policies, &self.request, DEFAULT_BUDGET) {
            Settled::Decided(Decision::Allowed) => Some((Decision::Allowed, self.none.clone())),
            Settled::Decided(_) => None,
            Settled::Depends(on) => {
                (on.allowable() != Truth::No).then(|| (Decision::Depends, key_sets(&on).into()))
            }
        }
    }

    fn likeness(&self, matched: &Matched, special: Option<u32>) -> Likeness {
        let resource = &self.request.resource;
        let matched = matched.found().to_vec();
        let statement = |at: &StatementRef| {
            let policy = match at.layer {
                Layer::Identity => &self.policies.identity.get(at.policy as usize)?.policy,
                layer => self.policies.plain(layer).get(at.policy as usize)?,
            };
            policy.statements().get(at.statement as usize)
        };
        let names_it = |(at, _, truth): &(StatementRef, Effect, Truth)| {
            let mut entries = statement(at).into_iter().flat_map(Statement::resource_entries);
            *truth == Truth::Unknown && entries.any(super::witnesses::has_variables)
        };
        let by_name = matched.iter().any(names_it) || resource.partition() != self.principal.partition();
        let policy = self.policies.resource.first().map(|policy| self.question.trusts.text_of(policy));
        Likeness {
            account: self.account,
            resource_policy: policy,
            kind: resource.kind,
            action: special,
            resource: by_name.then(|| resource.arn.to_string()),
            matched,
        }
    }
}
