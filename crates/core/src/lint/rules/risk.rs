//! What an attacker could do with what is allowed.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
