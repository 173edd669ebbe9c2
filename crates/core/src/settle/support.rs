//! Keys that force a decision, and the smallest sets that force two.

use crate::evaluate::Decision;

/// Keys and the number of the fact stated of each, by key.
pub(super) type Assignment = Vec<(usize, usize)>;
/// Keys, sorted.
pub(super) type Keys = Vec<usize>;

/// Assignments kept for each decision; only hostile policies have more.
const MOST_KEPT: usize = 512;
/// Sets worked out, more than are shown because some turn out not to be minimal.
const MOST_UNIONS: usize = 64;

#[derive(Debug, Clone)]
struct Support {
    decision: Decision,
    assignment: Assignment,
    /// Whether it came by search in order, and not by luck.
    orderly: bool,
}

/// The smallest assignments known to force each decision.
#[derive(Debug, Default)]
pub(super) struct Supports {
    known: Vec<Support>,
    /// Whether some were thrown away.
    pub(super) overflow: bool,
}

impl Supports {
    /// An assignment that the evaluator decides; larger ones for the same decision are forgotten.
    pub(super) fn add(&mut self, decision: Decision, assignment: &Assignment, orderly: bool) {
        let keys = keys_of(assignment);
        let mut same = self.known.iter_mut().filter(|known| known.decision == decision);
        if let Some(known) = same.find(|known| is_part(&keys_of(&known.assignment), &keys)) {
            if orderly && !known.orderly && known.assignment.len() == assignment.len() {
                (known.assignment, known.orderly) = (assignment.clone(), true);
            }
            return;
        }
        self.known.retain(|known| known.decision != decision || !is_part(&keys, &keys_of(&known.assignment)));
        if self.known.iter().filter(|known| known.decision == decision).count() >= MOST_KEPT {
            self.overflow = true;
            return;
        }
        self.known.push(Support { decision, assignment: assignment.clone(), orderly });
    }

    /// The smallest sets of keys that force two decisions, smallest first and then by name.
    pub(super) fn unions(&self) -> Vec<Keys> {
        let mut unions = Vec::new();
        for (at, one) in (1..).zip(&self.known) {
            for other in self.known.iter().skip(at).filter(|other| other.decision != one.decision) {
                let both = one.assignment.iter().chain(&other.assignment);
                let mut both: Keys = both.map(|(key, _)| *key).collect();
                both.sort_unstable();
                both.dedup();
                unions.push((both.len(), both));
            }
        }
        unions.sort_unstable();
        unions.dedup();
        let mut minimal: Vec<Keys> = Vec::new();
        for (_, keys) in unions {
            if !minimal.iter().any(|smaller| is_part(smaller, &keys)) {
                minimal.push(keys);
            }
            if minimal.len() >= MOST_UNIONS {
                break;
            }
        }
        minimal
    }

    /// For every decision that `keys` force an assignment of them all; what the decision does not need
    /// is taken from the other assignments, so that examples differ in what matters.
    pub(super) fn examples(&self, keys: &Keys) -> Vec<(Decision, Assignment)> {
        let inside: Vec<&Support> =
            self.known.iter().filter(|known| is_part(&keys_of(&known.assignment), keys)).collect();
        let decisions = [Decision::Allowed, Decision::ExplicitDeny, Decision::ImplicitDeny];
        let chosen: Vec<&Support> = decisions
            .iter()
            .filter_map(|decision| {
                let of_it = inside.iter().filter(|known| known.decision == *decision);
                of_it.min_by_key(|known| known.assignment.len()).copied()
            })
            .collect();
        let complete = |own: &Support| {
            let sources = || std::iter::once(own).chain(chosen.iter().copied());
            let fact = |key: &usize| {
                sources()
                    .find_map(|source| source.assignment.iter().find(|(stated, _)| stated == key))
                    .copied()
            };
            keys.iter().map(|key| fact(key).unwrap_or((*key, 0))).collect()
        };
        chosen.iter().map(|own| (own.decision, complete(own))).collect()
    }
}

fn keys_of(assignment: &Assignment) -> Keys {
    assignment.iter().map(|(key, _)| *key).collect()
}

/// Whether all of `part` is in `whole`; both are sorted.
pub(super) fn is_part(part: &[usize], whole: &[usize]) -> bool {
    part.len() <= whole.len() && part.iter().all(|key| whole.binary_search(key).is_ok())
}
