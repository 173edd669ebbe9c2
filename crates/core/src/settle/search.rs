//! The search: assignments of facts to the unknown keys, each decided by the ordinary evaluator.

use std::collections::BTreeMap;

use super::domain::Domains;
use super::stake::Stake;
use super::support::{Assignment, Keys, Supports, is_part};
use super::{DecidingKeys, Example, MOST_SETS};
use crate::attached::AttachedPolicies;
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::request::{Fact, Request};
use crate::truth::Truth;

/// Open statements that one evaluation of the budget pays for.
const STATEMENTS_PER_EVALUATION: usize = 128;
/// Facts of each key tried for all keys at once, before the search in order.
const MOST_PROBES: usize = 6;

/// Which decisions there are, as far as was looked.
#[derive(Debug, Default)]
pub(super) struct Survey {
    found: BTreeMap<Decision, Assignment>,
    /// Whether every assignment was seen.
    pub(super) finished: bool,
}

impl Survey {
    /// The one decision found.
    pub(super) fn single(&self) -> Option<Decision> {
        let mut decisions = self.found.keys();
        decisions.next().copied().filter(|_| decisions.next().is_none())
    }
}

pub(super) struct Search<'a> {
    policies: &'a AttachedPolicies,
    stake: &'a Stake<'a>,
    domains: &'a Domains,
    scratch: Request,
    /// What `scratch` says now.
    stated: Vec<Option<usize>>,
    evaluations: usize,
    left: usize,
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
        let scratch = request.clone();
        Self { policies, stake, domains, scratch, stated, evaluations: 0, left: budget, cost }
    }

    pub(super) fn evaluations(&self) -> usize {
        self.evaluations
    }

    /// Decides with the facts of `assignment` and all others unknown; `None` if the budget is used up.
    fn decide(&mut self, assignment: &[(usize, usize)]) -> Option<Decision> {
        self.left = self.left.checked_sub(self.cost)?;
        Some(self.decide_anyway(assignment))
    }

    fn decide_anyway(&mut self, assignment: &[(usize, usize)]) -> Decision {
        self.evaluations += 1;
        let mut wanted = assignment.iter().copied().peekable();
        for ((number, key), stated) in (0..).zip(&self.stake.keys).zip(&mut self.stated) {
            let fact = wanted.next_if(|(key, _)| *key == number).map(|(_, fact)| fact);
            if *stated != fact {
                let value = fact.and_then(|fact| self.domains.facts(number).get(fact)).cloned();
                self.scratch.context.insert(key.as_str(), value.unwrap_or(Fact::Unknown));
                *stated = fact;
            }
        }
        evaluate(self.policies, &self.scratch, &mut NoTrace)
    }

    /// The keys that can still matter after the last evaluation: those of open elements of statements
    /// that are open themselves.
    fn relevant(&self) -> Keys {
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

    /// Looks for a second decision, with at most half of the budget; finished only if there is none.
    pub(super) fn survey(&mut self) -> Survey {
        let mut survey = Survey::default();
        let kept = self.left / 2;
        self.left -= kept;
        self.probe(&mut survey);
        if survey.found.len() < 2 {
            survey.finished = self.walk(&mut survey).is_some() && survey.found.len() < 2;
        }
        self.left += kept;
        survey
    }

    /// States all keys at once: often enough to see two decisions.
    fn probe(&mut self, survey: &mut Survey) {
        for number in 0..MOST_PROBES {
            let fact = |key: usize| number.min(self.domains.facts(key).len().saturating_sub(1));
            let all: Assignment = (0..self.stake.keys.len()).map(|key| (key, fact(key))).collect();
            let Some(decision) = self.decide(&all) else { return };
            survey.found.entry(decision).or_insert(all);
            if survey.found.len() > 1 {
                return;
            }
        }
    }

    /// Every assignment, one key after the other, not beyond what decides; `None` if stopped.
    fn walk(&mut self, survey: &mut Survey) -> Option<()> {
        // Each entry is a key and the facts of it already tried.
        let mut path: Assignment = Vec::new();
        loop {
            let mut assignment = path.clone();
            assignment.sort_unstable();
            let decision = self.decide(&assignment)?;
            let next = if decision == Decision::Depends { self.relevant().first().copied() } else { None };
            match next {
                Some(key) => {
                    path.push((key, 0));
                    continue;
                }
                // Nothing left to state and still open: no evaluator does that, but nothing is proved.
                None if decision == Decision::Depends => return None,
                None => {
                    survey.found.entry(decision).or_insert(assignment);
                }
            }
            if survey.found.len() > 1 {
                return Some(());
            }
            loop {
                let Some((key, fact)) = path.pop() else { return Some(()) };
                if fact + 1 < self.domains.facts(key).len() {
                    path.push((key, fact + 1));
                    break;
                }
            }
        }
    }

    /// The sets of keys that decide, and whether the search for them stopped early.
    pub(super) fn deciding_sets(&mut self, survey: Survey) -> (Vec<DecidingKeys>, bool) {
        let mut supports = Supports::default();
        for (decision, assignment) in survey.found {
            let small = self.shrink(decision, assignment);
            supports.add(decision, &small, false);
        }
        let proved = self.by_size(&mut supports);
        let mut exhausted = proved.is_none() || supports.overflow;
        let mut sets = supports.unions();
        if let Some(size) = proved.filter(|_| !supports.overflow) {
            sets.retain(|keys| keys.len() <= size);
        } else if let Some(first) = sets.first() {
            // Of a search cut short only sets of the smallest size are likely to be minimal.
            let size = first.len();
            sets.retain(|keys| keys.len() == size);
        }
        sets.truncate(MOST_SETS);
        let sets: Vec<DecidingKeys> = sets.iter().filter_map(|keys| self.show(&supports, keys)).collect();
        // One decision only, and no proof that it is the only one.
        exhausted |= sets.is_empty();
        (sets, exhausted)
    }

    /// Leaves out what a decision does not need.
    fn shrink(&mut self, decision: Decision, mut assignment: Assignment) -> Assignment {
        for at in (0..assignment.len()).rev() {
            let mut smaller = assignment.clone();
            smaller.remove(at);
            match self.decide(&smaller) {
                Some(same) if same == decision => assignment = smaller,
                Some(_) => {}
                None => break,
            }
        }
        assignment
    }

    /// Assignments of one key, then of two, and so on, as long as they leave the decision open: so the
    /// smallest that force each decision are met first. The size up to which all sets are known, or
    /// `None` if the budget was used up.
    fn by_size(&mut self, supports: &mut Supports) -> Option<usize> {
        self.decide(&[])?;
        let mut open: Vec<(Assignment, Keys)> = vec![(Vec::new(), self.relevant())];
        for size in 1..=self.stake.keys.len() {
            let known = supports.unions();
            if known.iter().filter(|keys| keys.len() < size).count() >= MOST_SETS {
                return Some(size - 1);
            }
            let mut longer = Vec::new();
            for (assignment, relevant) in &open {
                let last = assignment.last().map(|(key, _)| *key);
                for key in relevant.iter().filter(|key| last.is_none_or(|last| **key > last)) {
                    self.extend(assignment, *key, &known, supports, &mut longer)?;
                }
            }
            if longer.is_empty() {
                break;
            }
            open = longer;
        }
        Some(usize::MAX)
    }

    /// States one key more, in every way.
    fn extend(
        &mut self,
        assignment: &Assignment,
        key: usize,
        known: &[Keys],
        supports: &mut Supports,
        open: &mut Vec<(Assignment, Keys)>,
    ) -> Option<()> {
        let keys: Keys = assignment.iter().map(|(key, _)| *key).chain([key]).collect();
        // What contains a set that decides is not minimal, nor is anything made from it.
        if known.iter().any(|smaller| smaller.len() < keys.len() && is_part(smaller, &keys)) {
            return Some(());
        }
        for fact in 0..self.domains.facts(key).len() {
            let mut longer = assignment.clone();
            longer.push((key, fact));
            match self.decide(&longer)? {
                Decision::Depends => {
                    let relevant = self.relevant();
                    open.push((longer, relevant));
                }
                decision => supports.add(decision, &longer, true),
            }
        }
        Some(())
    }

    /// Examples for a set of keys, each decided once more as it will be shown.
    fn show(&mut self, supports: &Supports, keys: &Keys) -> Option<DecidingKeys> {
        let mut examples = Vec::new();
        for (decision, assignment) in supports.examples(keys) {
            if self.decide_anyway(&assignment) == decision {
                let fact = |(key, fact): &(usize, usize)| self.domains.facts(*key).get(*fact).cloned();
                examples.push(Example { decision, facts: assignment.iter().filter_map(fact).collect() });
            }
        }
        let keys = keys.iter().filter_map(|key| self.stake.keys.get(*key)).cloned().collect();
        (examples.len() > 1).then_some(DecidingKeys { keys, examples })
    }
}
