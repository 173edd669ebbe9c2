//! One side of a question: the policies of a composition, as cubes, their statements numbered.

use std::rc::Rc;

use super::table::{Lowered, LoweredStatement};
use crate::attached::{AttachedPolicies, Layer};
use crate::policy::Statement;
use crate::request::ResourceKind;

#[derive(Debug)]
pub(super) struct Side {
    policies: AttachedPolicies,
    /// Each policy with its layer and the number of its first statement.
    lowered: Vec<(Layer, usize, Rc<Lowered>)>,
}

impl Side {
    /// `first` is the number of its first statement.
    pub(super) fn new(
        policies: &AttachedPolicies,
        first: usize,
        mut lower: impl FnMut(&std::sync::Arc<crate::Policy>) -> Rc<Lowered>,
    ) -> Self {
        let mut lowered = Vec::new();
        let mut from = first;
        for layer in policies.layers() {
            for policy in policies.layer(layer) {
                let own = lower(policy);
                let length = own.statements.len();
                lowered.push((layer, from, own));
                from += length;
            }
        }
        Self { policies: policies.clone(), lowered }
    }

    pub(super) fn policies(&self) -> &AttachedPolicies {
        &self.policies
    }

    pub(super) fn lowered(&self) -> impl Iterator<Item = &Lowered> {
        self.lowered.iter().map(|(_, _, lowered)| &**lowered)
    }

    pub(super) fn len(&self) -> usize {
        self.lowered().map(|lowered| lowered.statements.len()).sum()
    }

    /// The statements of a layer with their numbers.
    pub(super) fn statements(
        &self,
        layer: Layer,
    ) -> impl Iterator<Item = (usize, &LoweredStatement, &Statement)> {
        let own = self.lowered.iter().filter(move |(own, _, _)| *own == layer);
        own.flat_map(|(_, from, lowered)| {
            let statements = lowered.statements.iter().zip(lowered.policy.statements());
            (*from..).zip(statements).map(|(number, (lowered, statement))| (number, lowered, statement))
        })
    }

    /// Whether the policies tell callers apart.
    pub(super) fn asks_who_calls(&self) -> bool {
        let statements = self.lowered().flat_map(|lowered| lowered.policy.statements());
        !self.policies.resource.is_empty() || statements.into_iter().any(Statement::has_principal)
    }

    /// The kind of the resource that a resource's policy is made for.
    pub(super) fn resource_kind(&self) -> Option<ResourceKind> {
        let kinds = [ResourceKind::KmsKey, ResourceKind::RoleTrust, ResourceKind::Other];
        let policy = self.policies.resource.first()?;
        kinds.into_iter().find(|kind| kind.policy_type() == policy.policy_type())
    }

    /// A policy with parts that are known only on deployment.
    pub(super) fn open(&self) -> Option<&str> {
        let open = self.lowered().find(|lowered| !lowered.policy.document().unknown().is_empty());
        open.map(|lowered| lowered.policy.name())
    }
}
