//! Actions of one kind take the same resources, and nothing but statements tells them apart.

use std::collections::HashMap;

use sayso_catalog::ServiceAction;

use crate::arn::Arn;
use crate::request::{Action, ResourceKind};
use crate::risk::witness;

/// What tells a kind from others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Signature<'a> {
    /// The patterns of its resources' ARNs.
    patterns: Vec<&'a str>,
    /// Whether RCPs are asked about the service.
    has_rcps: bool,
    /// Some actions are like no other: the evaluator knows them by name.
    own: Option<String>,
}

#[derive(Debug)]
pub(super) struct Kind<'a> {
    /// Of the resources that its actions take; none where they take only `*`.
    pub(super) patterns: Vec<&'a str>,
    /// Resources with policies of their own that they take, by ARN.
    pub(super) named: Vec<&'a str>,
    /// Whether it is about roles and asks their trust policies: then witnesses are the roles at hand.
    pub(super) is_assumption: bool,
    /// Whether it is of one action, which the evaluator knows by its name.
    pub(super) is_special: bool,
}

/// All kinds, and which each action is of.
#[derive(Debug, Default)]
pub(super) struct Kinds<'a> {
    list: Vec<Kind<'a>>,
    by_signature: HashMap<Signature<'a>, u32>,
    of: Vec<u32>,
}

impl<'a> Kinds<'a> {
    /// The kind of the next action.
    pub(super) fn add(&mut self, name: &Action<'_>, action: &ServiceAction<'a>, resources: &[&'a str]) {
        let service = name.service();
        let is_special = ["kms", "sts"].contains(&&*service) || name.is("iam:PassRole");
        let patterns = witness::patterns(action);
        let signature = Signature {
            patterns: patterns.clone(),
            has_rcps: sayso_catalog::enforces_rcps(&service),
            own: is_special.then(|| name.as_str().to_owned()),
        };
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let kind = *self.by_signature.entry(signature).or_insert(next);
        if kind == next {
            let example = "arn:aws:iam::123456789012:role/example";
            let is_assumption = ResourceKind::of(example, name) == ResourceKind::RoleTrust
                && action.resource_types().any(|own| own.resource_type.name() == "role");
            let takes = |arn: &&&str| {
                let is_of = |pattern: &&str| {
                    Arn::of(arn).is_some_and(|arn| pattern.split(':').nth(2) == Some(arn.service()))
                };
                patterns.iter().any(is_of) && action.resource_types().any(|own| own.resource_type.can_be(arn))
            };
            let named = resources.iter().filter(takes).copied().collect();
            self.list.push(Kind { patterns, named, is_assumption, is_special });
        }
        self.of.push(kind);
    }

    pub(super) fn get(&self, kind: u32) -> Option<&Kind<'a>> {
        self.list.get(kind as usize)
    }

    /// The kind of each action, by number.
    pub(super) fn all(&self) -> &[u32] {
        &self.of
    }
}
