//! Mutation of the policies, noticed by the cases that ran.

use sayso::Case;
use sayso::mutate::{self, Survey};

/// Mutates the policies of `cases`.
pub(super) fn survey(mut cases: Vec<Case>, most: usize) -> Survey {
    mutate::survey(&mut cases, most, |case| case.passes() == Some(true))
}
