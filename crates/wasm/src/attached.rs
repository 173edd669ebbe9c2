//! A case's policies for resources of every kind: a key's policy is read by other rules than a bucket's.

use std::collections::BTreeMap;

use sayso::{AttachedPolicies, PolicyType, ResourceKind};

use crate::read;
use crate::shelf::Shelf;

pub(crate) struct Attached<'s> {
    shelf: &'s Shelf,
    case: &'s str,
    /// By the type of the resource's own policy; nothing where it can't be read as one.
    read: BTreeMap<PolicyType, Option<AttachedPolicies>>,
}

impl<'s> Attached<'s> {
    pub(crate) fn new(shelf: &'s Shelf, case: &'s str) -> Self {
        Self { shelf, case, read: BTreeMap::new() }
    }

    pub(crate) fn of(&mut self, kind: ResourceKind) -> Option<&AttachedPolicies> {
        let policies = self.read.entry(kind.policy_type());
        policies.or_insert_with(|| read(self.shelf, self.case, kind)).as_ref()
    }
}

fn read(shelf: &Shelf, case: &str, kind: ResourceKind) -> Option<AttachedPolicies> {
    let case = read::with_resource(case, kind)?;
    read::case(shelf, &case).ok().map(|case| case.policies)
}
