//! `iam:PassRole` and `iam:CreateServiceLinkedRole`, which need their resources named.

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
