//! Empty lists, objects and strings.

mod empty_sid_value;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[&empty_sid_value::RULE];
