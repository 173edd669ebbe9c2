//! Which decisions there are, before asking on what they depend.

use std::collections::BTreeMap;

use super::search::Search;
use super::support::Assignment;
use crate::evaluate::Decision;

/// Facts of each key tried for all keys at once, before the walk.
const MOST_PROBES: usize = 6;

/// Which decisions there are, as far as was looked.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) found: BTreeMap<Decision, Assignment>,
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

impl Search<'_> {
    /// Looks for a second decision, with at most half of the budget; finished only if there is none.
    pub(super) fn survey(&mut self) -> Survey {
        let mut survey = Survey::default();
        let kept = self.left / 2;
        self.left -= kept;
        self.probe(&mut survey);
        if survey.found.len() < 2 {
            let walked = self.walk(&mut survey.found, |found| found.len() > 1);
            survey.finished = walked.is_some() && survey.found.len() < 2;
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

    /// Every assignment, one key after the other and not beyond what decides, until it is enough; `None`
    /// if stopped before.
    pub(super) fn walk(
        &mut self,
        found: &mut BTreeMap<Decision, Assignment>,
        enough: impl Fn(&BTreeMap<Decision, Assignment>) -> bool,
    ) -> Option<()> {
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
                    found.entry(decision).or_insert(assignment);
                }
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
