//! A case's policies for resources of every kind: a key's policy is read by other rules than a bucket's.

use std::collections::BTreeMap;

use sayso::{AttachedPolicies, PolicyType, ResourceKind};
use serde_json::{Value, json};

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
    let mut case: Value = serde_json::from_str(case).ok()?;
    let resource = match kind {
        ResourceKind::Other => json!("*"),
        ResourceKind::KmsKey => json!({"arn": "*", "kind": "kms-key"}),
        ResourceKind::RoleTrust => json!({"arn": "*", "kind": "iam-role-trust"}),
    };
    case.as_object_mut()?.insert("resource".to_owned(), resource);
    read::case(shelf, &case.to_string()).ok().map(|case| case.policies)
}
