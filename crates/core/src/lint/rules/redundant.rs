//! What another entry, value or statement covers.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
