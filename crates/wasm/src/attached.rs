//! A case's policies for resources of every kind: a key's policy is read by other rules than a bucket's.

use sayso::{AttachedPolicies, PolicyType, ResourceKind};

use crate::read;
use crate::shelf::Shelf;

pub(crate) struct Attached<'s> {
    shelf: &'s Shelf,
    case: &'s str,
    /// By the type of the resource's own policy; nothing where it can't be read as one.
    read: Vec<(PolicyType, Option<AttachedPolicies>)>,
}

impl<'s> Attached<'s> {
    pub(crate) fn new(shelf: &'s Shelf, case: &'s str) -> Self {
        Self { shelf, case, read: Vec::new() }
    }

    pub(crate) fn of(&mut self, kind: ResourceKind) -> Option<&AttachedPolicies> {
        let wanted = kind.policy_type();
        if !self.read.iter().any(|(of, _)| *of == wanted) {
            self.read.push((wanted, read(self.shelf, self.case, kind)));
        }
        self.read.iter().find(|(of, _)| *of == wanted)?.1.as_ref()
    }
}

fn read(shelf: &Shelf, case: &str, kind: ResourceKind) -> Option<AttachedPolicies> {
    let case = read::with_resource(case, kind)?;
    read::case(shelf, &case).ok().map(|case| case.policies)
}
