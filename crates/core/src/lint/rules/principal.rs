//! Principals: formats, wildcards, and what is no principal.

mod invalid_user_reference;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[&invalid_user_reference::RULE];
