//! Tag keys that a service does not supply.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
