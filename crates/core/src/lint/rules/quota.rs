//! How long a policy may be.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
