//! Wildcards that reach far.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
