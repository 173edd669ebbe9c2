//! Identity providers: what their claims have to be tested for.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
