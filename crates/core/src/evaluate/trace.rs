//! The record of an evaluation, and the tracer that makes it or does not.

use super::Outcome;
use crate::attached::Layer;
use crate::document::Effect;
use crate::policy::Grade;
use crate::truth::Truth;

/// What the evaluator reports while it works.
pub trait Tracer {
    /// Whether everything is visited; if not, the evaluator stops as soon as the decision is fixed.
    const FULL: bool;

    /// A statement is about to be evaluated.
    fn statement(&mut self, at: StatementRef, effect: Effect);

    /// An element of the current statement.
    fn element(&mut self, element: Element, outcome: Outcome);

    /// The end of the current statement.
    fn matched(&mut self, truth: Truth, grade: Grade);

    /// Whether a layer allows, and whether the request needs it to.
    fn layer(&mut self, layer: Layer, allows: Truth, needed: bool);

    /// Something other than a policy prevents the call.
    fn obstacle(&mut self, obstacle: Obstacle);
}

/// Records nothing and costs nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoTrace;

impl Tracer for NoTrace {
    const FULL: bool = false;

    fn statement(&mut self, _: StatementRef, _: Effect) {}

    fn element(&mut self, _: Element, _: Outcome) {}

    fn matched(&mut self, _: Truth, _: Grade) {}

    fn layer(&mut self, _: Layer, _: Truth, _: bool) {}

    fn obstacle(&mut self, _: Obstacle) {}
}

/// What prevents a call whatever the policies say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// Credentials of `GetSessionToken` can't make this call (E22), or only with MFA.
    SessionToken,
    /// Caller and resource are in different partitions (4.2).
    Partitions,
    /// The operation on a KMS key does not work across accounts (E81).
    KmsAcrossAccounts,
    /// A role is passed by users, groups and roles of its own account alone (E95).
    PassRole,
    /// A `GetFederationToken` session without session policy has no permissions (E22).
    NoSessionPolicy,
}

/// Which statement: its layer, its policy's number in the layer, its number in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementRef {
    /// The layer.
    pub layer: Layer,
    /// The policy, from 0 in [`crate::AttachedPolicies::layer`].
    pub policy: u32,
    /// The statement, from 0 in [`crate::Policy::statements`].
    pub statement: u32,
}

/// Which element of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// `Principal` or `NotPrincipal`
    Principal,
    /// `Action` or `NotAction`
    Action,
    /// `Resource` or `NotResource`
    Resource,
    /// The clause of `Condition` with this number, from 0.
    Condition(u32),
}

/// An element's outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ElementCheck {
    /// Which element.
    pub element: Element,
    /// Whether it matches, and why.
    pub outcome: Outcome,
}

/// A statement's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementTrace {
    /// Which statement.
    pub at: StatementRef,
    /// `Allow` or `Deny`.
    pub effect: Effect,
    /// Whether the statement matches the request.
    pub matched: Truth,
    /// How strongly its principal element names the caller; `Direct` where it has none.
    pub grade: Grade,
    /// Its elements, in the order of [`Element`]'s evaluation.
    pub elements: Vec<ElementCheck>,
}

/// What a layer says, in the words of AWS's `iam-toolbox` (M07).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LayerEffect {
    /// It allows.
    Allow,
    /// It is silent and the request does not need it.
    NoImpact,
    /// It is silent where it has to allow.
    ImplicitDeny,
    /// It denies.
    ExplicitDeny,
    /// It depends on what is unknown.
    Depends,
}

/// A layer's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayerTrace {
    /// Which layer.
    pub layer: Layer,
    /// Whether its Allow statements match, whatever its Deny statements do.
    pub allows: Truth,
    /// Whether its silence denies the request.
    pub needed: bool,
    /// Everything together.
    pub effect: LayerEffect,
}

/// Records everything. Call [`Trace::finish`] after the evaluation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    layers: Vec<LayerTrace>,
    statements: Vec<StatementTrace>,
    obstacles: Vec<Obstacle>,
}

impl Trace {
    /// The layers that had a say, in reporting order.
    pub fn layers(&self) -> &[LayerTrace] {
        &self.layers
    }

    /// The statements of those layers, in reporting order and then as written.
    pub fn statements(&self) -> &[StatementTrace] {
        &self.statements
    }

    /// What prevents the call whatever the policies say.
    pub fn obstacles(&self) -> &[Obstacle] {
        &self.obstacles
    }

    /// The statements that match for certain.
    pub fn matched(&self, effect: Effect) -> impl Iterator<Item = &StatementTrace> {
        self.statements
            .iter()
            .filter(move |statement| statement.effect == effect && statement.matched == Truth::Yes)
    }

    /// Sorts what was recorded and settles the layers' effects.
    pub fn finish(&mut self) {
        self.statements.sort_by_key(|statement| statement.at);
        self.layers.sort_by_key(|layer| layer.layer);
        for layer in &mut self.layers {
            let denies = |truth| {
                let of_layer = |s: &&StatementTrace| s.at.layer == layer.layer && s.effect == Effect::Deny;
                self.statements.iter().filter(of_layer).any(|statement| statement.matched == truth)
            };
            layer.effect = match (layer.allows, layer.needed) {
                _ if denies(Truth::Yes) => LayerEffect::ExplicitDeny,
                _ if denies(Truth::Unknown) => LayerEffect::Depends,
                (Truth::Yes, _) => LayerEffect::Allow,
                (_, false) => LayerEffect::NoImpact,
                (Truth::Unknown, true) => LayerEffect::Depends,
                (Truth::No, true) => LayerEffect::ImplicitDeny,
            };
        }
    }
}

impl Tracer for Trace {
    const FULL: bool = true;

    fn statement(&mut self, at: StatementRef, effect: Effect) {
        let elements = Vec::new();
        self.statements.push(StatementTrace {
            at,
            effect,
            matched: Truth::No,
            grade: Grade::Direct,
            elements,
        });
    }

    fn element(&mut self, element: Element, outcome: Outcome) {
        if let Some(statement) = self.statements.last_mut() {
            statement.elements.push(ElementCheck { element, outcome });
        }
    }

    fn matched(&mut self, truth: Truth, grade: Grade) {
        if let Some(statement) = self.statements.last_mut() {
            (statement.matched, statement.grade) = (truth, grade);
        }
    }

    fn layer(&mut self, layer: Layer, allows: Truth, needed: bool) {
        self.layers.push(LayerTrace { layer, allows, needed, effect: LayerEffect::NoImpact });
    }

    fn obstacle(&mut self, obstacle: Obstacle) {
        self.obstacles.push(obstacle);
    }
}
