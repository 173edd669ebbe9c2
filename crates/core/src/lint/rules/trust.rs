//! Role trust policies: who may assume a role.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
