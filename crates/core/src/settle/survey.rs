//! Which decisions there are, before asking on what they depend.

use super::search::Search;
use super::support::Assignment;
use crate::evaluate::Decision;

/// Facts of each key tried for all keys at once, before the walk.
const MOST_PROBES: usize = 6;

/// The decisions met, each with the first assignment that led to it, in the order of decisions.
#[derive(Debug, Default)]
pub(super) struct Found(Vec<(Decision, Assignment)>);

impl Found {
    fn add(&mut self, decision: Decision, assignment: Assignment) {
        if let Err(at) = self.0.binary_search_by_key(&decision, |(decision, _)| *decision) {
            self.0.insert(at, (decision, assignment));
        }
    }

    pub(super) fn of(&self, decision: Decision) -> Option<&Assignment> {
        self.0.iter().find(|(found, _)| *found == decision).map(|(_, assignment)| assignment)
    }

    fn are_several(&self) -> bool {
        self.0.len() > 1
    }
}

/// Which decisions there are, as far as was looked.
#[derive(Debug, Default)]
pub(super) struct Survey {
    found: Found,
    /// Whether every assignment was seen.
    pub(super) finished: bool,
}

impl Survey {
    /// The one decision found.
    pub(super) fn single(&self) -> Option<Decision> {
        match self.found.0.as_slice() {
            [(decision, _)] => Some(*decision),
            _ => None,
        }
    }

    /// Every decision found, and an assignment that leads to it.
    pub(super) fn into_found(self) -> Vec<(Decision, Assignment)> {
        self.found.0
    }
}

impl Search<'_> {
    /// Looks for a second decision, with at most half of the budget; finished only if there is none.
    pub(super) fn survey(&mut self) -> Survey {
        let mut survey = Survey::default();
        let kept = self.left / 2;
        self.left -= kept;
        self.probe(&mut survey);
        if !survey.found.are_several() {
            let walked = self.walk(&mut survey.found, Found::are_several);
            survey.finished = walked.is_some() && !survey.found.are_several();
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
            survey.found.add(decision, all);
            if survey.found.are_several() {
                return;
            }
        }
    }

    /// Every assignment, one key after the other and not beyond what decides, until it is enough; `None`
    /// if stopped before.
    pub(super) fn walk(&mut self, found: &mut Found, enough: impl Fn(&Found) -> bool) -> Option<()> {
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
                None => found.add(decision, assignment),
            }
            if enough(found) {
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
}
