//! Assignments of facts to the unknown keys, each decided by the ordinary evaluator.

use super::domain::Domains;
use super::stake::Stake;
use super::support::Keys;
use crate::attached::AttachedPolicies;
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::request::{Fact, Request};
use crate::truth::Truth;

/// Open statements that one evaluation of the budget pays for.
const STATEMENTS_PER_EVALUATION: usize = 128;

/// A request in which facts are stated and taken back, and the budget for deciding it.
pub(super) struct Search<'a> {
    policies: &'a AttachedPolicies,
    pub(super) stake: &'a Stake<'a>,
    pub(super) domains: &'a Domains,
    scratch: Request<'static>,
    /// What `scratch` says now.
    stated: Vec<Option<usize>>,
    evaluations: usize,
    pub(super) left: usize,
    cost: usize,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        policies: &'a AttachedPolicies,
        request: &Request,
        stake: &'a Stake<'a>,
        domains: &'a Domains,
        budget: usize,
    ) -> Self {
        let stated = vec![None; stake.keys.len()];
        let cost = 1 + stake.statements.len() / STATEMENTS_PER_EVALUATION;
        let scratch = request.clone().into_owned();
        Self { policies, stake, domains, scratch, stated, evaluations: 0, left: budget, cost }
    }

    pub(super) fn evaluations(&self) -> usize {
        self.evaluations
    }

    /// Decides with the facts of `assignment` and all others unknown; `None` if the budget is used up.
    pub(super) fn decide(&mut self, assignment: &[(usize, usize)]) -> Option<Decision> {
        self.left = self.left.checked_sub(self.cost)?;
        Some(self.decide_anyway(assignment))
    }

    /// The same beyond the budget.
    pub(super) fn decide_anyway(&mut self, assignment: &[(usize, usize)]) -> Decision {
        self.evaluations += 1;
        let mut wanted = assignment.iter().copied().peekable();
        for ((number, key), stated) in (0..).zip(&self.stake.keys).zip(&mut self.stated) {
            let fact = wanted.next_if(|(key, _)| *key == number).map(|(_, fact)| fact);
            if *stated != fact {
                let value = fact.and_then(|fact| self.domains.facts(number).get(fact)).cloned();
                self.scratch.context.insert(key.as_str().to_owned(), value.unwrap_or(Fact::Unknown));
                *stated = fact;
            }
        }
        evaluate(self.policies, &self.scratch, &mut NoTrace)
    }

    /// The keys that can still matter after the last evaluation: those of open elements of statements
    /// that are open themselves.
    pub(super) fn relevant(&self) -> Keys {
        let mut keys = Vec::new();
        for statement in &self.stake.statements {
            let truths: Vec<Truth> = statement.iter().map(|open| open.truth(&self.scratch)).collect();
            if truths.iter().min() == Some(&Truth::Unknown) {
                let open = statement.iter().zip(truths).filter(|(_, truth)| *truth == Truth::Unknown);
                keys.extend(open.flat_map(|(open, _)| &open.keys));
            }
        }
        keys.retain(|key| self.stated.get(*key) == Some(&None));
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
