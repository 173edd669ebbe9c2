//! Service and resource control policies.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
