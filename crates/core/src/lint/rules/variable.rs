//! Policy variables.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
