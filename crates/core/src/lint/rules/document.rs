//! The document and its statements: elements that are missing, unknown or of the wrong kind.

mod missing_effect;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[&missing_effect::RULE];
