//! Statements that may allow a caller something.

use std::sync::Arc;

use super::actions::Numbers;
use crate::account::Evidence;
use crate::attached::Layer;
use crate::document::{Effect, StatementNode};
use crate::policy::{Policy, Statement};
use crate::truth::Truth;

/// A statement that may allow the caller something.
pub(super) struct Granting<'q> {
    pub(super) layer: Layer,
    pub(super) policy: &'q Arc<Policy>,
    pub(super) group: Option<&'q Arc<str>>,
    pub(super) number: u32,
    pub(super) node: &'q StatementNode,
    pub(super) statement: &'q Statement,
    pub(super) actions: &'q Numbers,
    /// Whether others may hold it, too.
    pub(super) is_shared: bool,
    /// Whose policy it is of, where it is a resource's.
    pub(super) resource: Option<&'q str>,
    /// Whether it leaves it to the caller's account, so that the caller's own policies have to allow, too.
    pub(super) is_delegation: bool,
}

impl Granting<'_> {
    /// Whether it is not about some resources only.
    pub(super) fn is_about_all(&self) -> bool {
        let list = self.node.resource.as_ref();
        list.is_none_or(|list| !list.negated && list.entries.iter().any(|entry| entry.value == "*"))
    }

    pub(super) fn evidence(&self) -> Evidence {
        Evidence {
            layer: self.layer,
            policy: self.policy.clone(),
            group: self.group.cloned(),
            statement: self.number,
            effect: Effect::Allow,
            matched: Truth::Yes,
        }
    }
}
