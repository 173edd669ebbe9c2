//! Mutation of the policies, noticed by the cases that ran.

use sayso::Case;
use sayso::mutate::{self, Survey};

use super::run;

/// Mutates the policies of `cases`.
pub(super) fn survey(mut cases: Vec<Case>, most: usize) -> Survey {
    mutate::survey(&mut cases, most, |case| case.expected.is_some_and(|expected| run::passes(case, expected)))
}
