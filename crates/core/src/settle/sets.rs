//! The minimal sets of keys that decide, and their examples.

use super::search::Search;
use super::support::{Assignment, Keys, Supports, is_part};
use super::survey::{Found, Survey};
use super::{DecidingKeys, Example, MOST_SETS};
use crate::evaluate::Decision;
use crate::truth::Truth;

impl Search<'_> {
    /// The sets of keys that decide, and whether the search for them stopped early.
    pub(super) fn deciding_sets(&mut self, survey: Survey) -> (Vec<DecidingKeys>, bool) {
        // What it takes to be allowed may have to be looked for afterwards.
        let kept = self.left / 4;
        self.left -= kept;
        let mut supports = Supports::default();
        for (decision, assignment) in survey.into_found() {
            let small = self.shrink(decision, assignment);
            supports.add(decision, &small, false);
        }
        let proved = self.by_size(&mut supports);
        self.left += kept;
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

    /// Facts that allow the request, if there are any: none can be left out. With that, whether it was
    /// seen that there are some, that there are none, or neither.
    pub(super) fn allowing(&mut self) -> (Option<DecidingKeys>, Truth) {
        let mut found = Found::default();
        let walked = self.walk(&mut found, |found| found.of(Decision::Allowed).is_some());
        let Some(assignment) = found.of(Decision::Allowed).cloned() else {
            let none = walked.is_some() && self.domains.complete();
            return (None, if none { Truth::No } else { Truth::Unknown });
        };
        let assignment = self.shrink(Decision::Allowed, assignment);
        let keys = assignment.iter().map(|(key, _)| *key).collect();
        let example = self.example(Decision::Allowed, &assignment);
        (example.map(|example| self.named(&keys, vec![example])), Truth::Yes)
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

    fn show(&mut self, supports: &Supports, keys: &Keys) -> Option<DecidingKeys> {
        let examples = supports.examples(keys);
        let examples: Vec<Example> = examples
            .iter()
            .filter_map(|(decision, assignment)| self.example(*decision, assignment))
            .collect();
        (examples.len() > 1).then(|| self.named(keys, examples))
    }

    /// An example, decided once more as it will be shown.
    fn example(&mut self, decision: Decision, assignment: &Assignment) -> Option<Example> {
        let same = self.decide_anyway(assignment) == decision;
        let fact = |(key, fact): &(usize, usize)| self.domains.facts(*key).get(*fact).cloned();
        same.then(|| Example { decision, facts: assignment.iter().filter_map(fact).collect() })
    }

    fn named(&self, keys: &Keys, examples: Vec<Example>) -> DecidingKeys {
        let keys = keys.iter().filter_map(|key| self.stake.keys.get(*key)).cloned().collect();
        DecidingKeys { keys, examples }
    }
}
