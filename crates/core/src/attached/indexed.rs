//! Policies of an account with one index over each layer.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::{AttachedPolicies, Layer};
use crate::document::Effect;
use crate::evaluate::{Decision, evaluate_indexed};
use crate::policy::index::Index;
use crate::policy::{Policy, Statement};
use crate::request::Request;

/// The policies in force, made ready for many requests: where a layer has several policies, one index over
/// all of them leads to the statements that can match, so that a decision costs no more for every policy
/// that has nothing to say. Making it takes time and memory with the number of statements.
///
/// ```
/// use sayso::{Case, Decision, IndexedPolicies};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:role/App", "action": "s3:GetObject",
///     "policies": {"identity": [
///         {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}},
///         {"Statement": {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}}]}
/// }"#.parse().unwrap();
/// let policies = IndexedPolicies::new(case.policies);
/// assert_eq!(policies.evaluate(&case.request), Decision::Allowed);
/// ```
#[derive(Debug, Clone)]
pub struct IndexedPolicies {
    policies: AttachedPolicies,
    layers: Vec<LayerIndex>,
}

/// The index of one layer.
#[derive(Debug, Clone)]
pub(crate) struct LayerIndex {
    layer: Layer,
    policies: Box<[Arc<Policy>]>,
    index: Index,
    /// Policy and statement for each number of the index.
    at: Box<[(u32, u32)]>,
}

impl IndexedPolicies {
    /// Indexes the layers that have several policies.
    ///
    /// ```
    /// use sayso::{AttachedPolicies, IndexedPolicies};
    ///
    /// let nothing = IndexedPolicies::new(AttachedPolicies::default());
    /// assert!(nothing.policies().identity.is_empty());
    /// ```
    pub fn new(policies: AttachedPolicies) -> Self {
        // A policy that is alone has its own index already.
        let several = policies.layers().filter(|layer| policies.layer(*layer).nth(1).is_some());
        let layers = several.map(|layer| LayerIndex::build(layer, policies.layer(layer).cloned().collect()));
        Self { layers: layers.collect(), policies }
    }

    /// The policies, to be evaluated with a trace or taken back.
    ///
    /// ```
    /// use sayso::{Case, IndexedPolicies, Trace, evaluate};
    ///
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:role/App", "action": "s3:GetObject",
    ///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}
    /// }"#.parse().unwrap();
    /// let policies = IndexedPolicies::new(case.policies);
    /// let mut trace = Trace::default();
    /// assert_eq!(
    ///     evaluate(policies.policies(), &case.request, &mut trace),
    ///     policies.evaluate(&case.request),
    /// );
    /// ```
    pub fn policies(&self) -> &AttachedPolicies {
        &self.policies
    }

    /// Decides as [`crate::evaluate()`] does with [`crate::NoTrace`], without allocating.
    ///
    /// ```
    /// use sayso::{AttachedPolicies, Case, Decision, IndexedPolicies};
    ///
    /// let case: Case =
    ///     r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:ListBucket"}"#.parse().unwrap();
    /// let nothing = IndexedPolicies::new(AttachedPolicies::default());
    /// assert_eq!(nothing.evaluate(&case.request), Decision::ImplicitDeny);
    /// ```
    pub fn evaluate(&self, request: &Request<'_>) -> Decision {
        evaluate_indexed(&self.policies, &self.layers, request)
    }
}

impl LayerIndex {
    pub(crate) fn build(layer: Layer, policies: Box<[Arc<Policy>]>) -> Self {
        let index = Index::build(&policies.iter().flat_map(|policy| policy.statements()));
        let of_policy = |(number, policy): (u32, &Arc<Policy>)| {
            (0..).take(policy.statements().len()).map(move |statement| (number, statement))
        };
        let at = (0..).zip(&policies).flat_map(of_policy).collect();
        Self { layer, policies, index, at }
    }

    pub(crate) fn is_of(&self, layer: Layer) -> bool {
        self.layer == layer
    }

    /// Hands every statement of an effect that can match to `visit`, with its policy's number and its
    /// own, some perhaps twice.
    pub(crate) fn candidates(
        &self,
        effect: Effect,
        request: &Request<'_>,
        mut visit: impl FnMut(u32, u32, &Statement) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.index.visit(effect, request, |number| {
            let found = self.at.get(number as usize).and_then(|&(policy, statement)| {
                let compiled = self.policies.get(policy as usize)?.statements().get(statement as usize)?;
                Some((policy, statement, compiled))
            });
            found.map_or(ControlFlow::Continue(()), |(policy, number, statement)| {
                visit(policy, number, statement)
            })
        })
    }
}
