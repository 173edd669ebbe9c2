//! DynamoDB's fine-grained conditions.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
