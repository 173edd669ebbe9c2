//! Actions: names, wildcards, services.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
