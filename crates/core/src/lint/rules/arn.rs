//! ARNs in `Resource`: each field, and the formats of the service.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
