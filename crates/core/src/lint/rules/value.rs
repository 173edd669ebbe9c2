//! Values of condition keys: of their type, in their format.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
