//! Conditions: operators, keys, and which go together.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
