//! A compiled statement.

use super::action::{ActionElement, ActionPattern};
use super::principal::{Caller, Grade, PrincipalMatcher};
use super::resource::ResourceElement;
use crate::condition::Clause;
use crate::document::{Effect, PolicyDocument, StatementNode};
use crate::outcome::Outcome;
use crate::pattern::Pattern;
use crate::policy_type::PolicyType;
use crate::request::{Action, Request};

/// A compiled statement: for tools that ask which keys a policy uses.
///
/// ```
/// let case: sayso::Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
///         "Condition": {"Bool": {"aws:SecureTransport": true}, "Null": {"aws:SourceVpce": false}}}}}
/// }"#.parse().unwrap();
/// let statement = &case.policies.identity[0].policy.statements()[0];
/// let keys: Vec<&str> = statement.clauses().iter().map(|clause| clause.key().as_str()).collect();
/// assert_eq!(keys, ["aws:SecureTransport", "aws:SourceVpce"]);
/// ```
#[derive(Debug, Clone)]
pub struct Statement {
    pub(super) effect: Effect,
    /// Whether the effect is unknown, so that it may be the other one.
    pub(super) any_effect: bool,
    pub(super) principal: Option<PrincipalMatcher>,
    pub(super) action: ActionElement,
    pub(super) resource: Option<ResourceElement>,
    pub(super) clauses: Box<[Clause]>,
}

impl Statement {
    /// `None` only for a node whose document was refused.
    pub(super) fn compile(
        node: &StatementNode,
        document: &PolicyDocument,
        policy_type: PolicyType,
    ) -> Option<Self> {
        let version = document.version().map(|version| version.value).unwrap_or_default();
        let clauses = node.condition.iter().flat_map(|condition| &condition.clauses);
        Some(Self {
            effect: node.effect.as_ref()?.value,
            any_effect: false,
            principal: node.principal.as_ref().map(PrincipalMatcher::compile),
            action: ActionElement::compile(node.action.as_ref()?),
            resource: node.resource.as_ref().map(|node| ResourceElement::compile(node, version, policy_type)),
            clauses: clauses.map(|clause| Clause::compile(clause, version)).collect(),
        })
    }

    /// Makes it match nothing.
    pub(super) fn silence(&mut self) {
        self.action = ActionElement::none();
    }

    /// Whether its effect is or may be this one.
    pub(crate) fn may(&self, effect: Effect) -> bool {
        self.effect == effect || self.any_effect
    }

    /// The condition's clauses, in the order written: one for each operator and key, all of which must
    /// hold (C03).
    ///
    /// ```
    /// # let case: sayso::Case = r#"{"principal": "anonymous", "action": "s3:GetObject",
    /// #     "policies": {"resource": {"Statement": {
    /// #         "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}}}}"#
    /// #     .parse().unwrap();
    /// // A statement without `Condition`.
    /// assert!(case.policies.resource[0].statements()[0].clauses().is_empty());
    /// ```
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Whether the statement names principals, and how strongly this caller is meant (2.3).
    pub(crate) fn principal(&self, caller: &Caller<'_>) -> Option<(Outcome, Grade)> {
        self.principal.as_ref().map(|principal| principal.evaluate(caller))
    }

    pub(crate) fn action(&self, action: &Action) -> Outcome {
        self.action.evaluate(action)
    }

    /// The services of the actions that it may match, one for each entry; `None` for any.
    pub(crate) fn services(&self) -> impl Iterator<Item = Option<&str>> {
        self.action.services()
    }

    /// Its effect, where that is known.
    pub(crate) fn effect(&self) -> Effect {
        self.effect
    }

    /// Whether it names principals.
    pub(crate) fn has_principal(&self) -> bool {
        self.principal.is_some()
    }

    /// Whether it has `NotAction`, and the entries.
    pub(crate) fn action_element(&self) -> (bool, &[ActionPattern]) {
        (self.action.negated(), self.action.entries())
    }

    /// Whether it has `NotResource`, and the entries.
    pub(crate) fn resource_element(&self) -> Option<(bool, &[Pattern])> {
        self.resource.as_ref().map(|resource| (resource.negated(), resource.entries()))
    }

    /// The entries of `Resource` or `NotResource`.
    pub(crate) fn resource_entries(&self) -> &[Pattern] {
        self.resource.as_ref().map_or(&[], ResourceElement::entries)
    }

    pub(crate) fn resource(&self, request: &Request) -> Option<Outcome> {
        self.resource.as_ref().map(|resource| resource.evaluate(request))
    }
}
