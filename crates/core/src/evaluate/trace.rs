//! The record of an evaluation, and the tracer that makes it or does not.

use super::{Decision, Outcome};
use crate::attached::Layer;
use crate::document::Effect;
use crate::policy::Grade;
use crate::truth::Truth;

/// What the evaluator reports while it works. [`NoTrace`] and [`Trace`] are all that most need; one of your
/// own counts or prints.
///
/// ```
/// use sayso::evaluate::{Element, Obstacle, Outcome, StatementRef, Tracer};
/// use sayso::{Case, Effect, Layer, Truth, evaluate, policy::Grade};
///
/// /// Counts statements.
/// struct Count(u32);
/// impl Tracer for Count {
///     const FULL: bool = false;
///     fn statement(&mut self, _: StatementRef, _: Effect) { self.0 += 1; }
///     fn element(&mut self, _: Element, _: Outcome) {}
///     fn matched(&mut self, _: Truth, _: Grade) {}
///     fn layer(&mut self, _: Layer, _: Truth, _: bool) {}
///     fn obstacle(&mut self, _: Obstacle) {}
/// }
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": [
///         {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"},
///         {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}
/// }"#.parse().unwrap();
/// let mut count = Count(0);
/// evaluate(&case.policies, &case.request, &mut count);
/// // The statement on EC2 was no candidate.
/// assert_eq!(count.0, 1);
/// ```
pub trait Tracer {
    /// Whether everything is visited; if not, the evaluator stops as soon as the decision is fixed.
    const FULL: bool;

    /// A statement is about to be evaluated; its elements follow, then [`Tracer::matched`].
    ///
    /// ```
    /// # use sayso::{Effect, Layer, Trace, evaluate::{StatementRef, Tracer}};
    /// let mut trace = Trace::default();
    /// let at = StatementRef { layer: Layer::Identity, policy: 0, statement: 2 };
    /// trace.statement(at, Effect::Deny);
    /// assert_eq!(trace.statements()[0].at, at);
    /// ```
    fn statement(&mut self, at: StatementRef, effect: Effect);

    /// An element of the current statement: action, resource, principal, then each clause. If not
    /// everything is visited, the first that fails is the last.
    ///
    /// ```
    /// # use sayso::{Effect, Layer, Trace, Truth};
    /// # use sayso::evaluate::{Because, Element, Outcome, StatementRef, Tracer};
    /// # let mut trace = Trace::default();
    /// # trace.statement(StatementRef { layer: Layer::Identity, policy: 0, statement: 0 }, Effect::Allow);
    /// let outcome = Outcome { truth: Truth::No, because: Because::KeyAbsent };
    /// trace.element(Element::Condition(0), outcome);
    /// assert_eq!(trace.statements()[0].elements[0].outcome, outcome);
    /// ```
    fn element(&mut self, element: Element, outcome: Outcome);

    /// The end of the current statement.
    ///
    /// ```
    /// # use sayso::{Effect, Layer, Trace, Truth, evaluate::{StatementRef, Tracer}, policy::Grade};
    /// # let mut trace = Trace::default();
    /// # trace.statement(StatementRef { layer: Layer::Resource, policy: 0, statement: 0 }, Effect::Allow);
    /// Tracer::matched(&mut trace, Truth::Yes, Grade::Account);
    /// assert_eq!(trace.matched(Effect::Allow).next().unwrap().grade, Grade::Account);
    /// ```
    fn matched(&mut self, truth: Truth, grade: Grade);

    /// Whether a layer allows, and whether the request needs it to. Layers come in no particular order.
    ///
    /// ```
    /// # use sayso::{Layer, Trace, Truth, evaluate::{LayerEffect, Tracer}};
    /// let mut trace = Trace::default();
    /// trace.layer(Layer::Session, Truth::No, true);
    /// trace.finish();
    /// assert_eq!(trace.layers()[0].effect, LayerEffect::ImplicitDeny);
    /// ```
    fn layer(&mut self, layer: Layer, allows: Truth, needed: bool);

    /// Something other than a policy prevents the call.
    ///
    /// ```
    /// # use sayso::{Trace, evaluate::{Obstacle, Tracer}};
    /// let mut trace = Trace::default();
    /// trace.obstacle(Obstacle::PassRole);
    /// assert_eq!(trace.obstacles(), [Obstacle::PassRole]);
    /// ```
    fn obstacle(&mut self, obstacle: Obstacle);
}

/// Records nothing and costs nothing.
///
/// ```
/// use sayso::{AttachedPolicies, Case, Decision, NoTrace, evaluate};
///
/// let case: Case = r#"{"principal": "anonymous", "action": "s3:GetObject"}"#.parse().unwrap();
/// let nothing = AttachedPolicies::default();
/// assert_eq!(evaluate(&nothing, &case.request, &mut NoTrace), Decision::ImplicitDeny);
/// ```
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
///
/// ```
/// use sayso::{Case, Trace, evaluate, evaluate::Obstacle};
///
/// // Credentials of GetSessionToken, without MFA.
/// let case: Case = r#"{
///     "principal": {"type": "user", "arn": "arn:aws:iam::123456789012:user/ana",
///         "session": "get-session-token"},
///     "action": "iam:CreateUser",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}
/// }"#.parse().unwrap();
/// let mut trace = Trace::default();
/// evaluate(&case.policies, &case.request, &mut trace);
/// assert_eq!(trace.obstacles(), [Obstacle::SessionToken]);
/// ```
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
///
/// ```
/// use sayso::{Case, Explanation, Layer, evaluate::StatementRef};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": [
///         {"Statement": []},
///         {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}]}
/// }"#.parse().unwrap();
/// let at = Explanation::new(&case.policies, &case.request).deciding()[0].at;
/// assert_eq!(at, StatementRef { layer: Layer::Identity, policy: 1, statement: 0 });
/// ```
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
///
/// ```
/// use sayso::{Case, Trace, evaluate, evaluate::Element};
///
/// let case: Case = r#"{
///     "principal": "anonymous", "action": "s3:GetObject",
///     "policies": {"resource": {"Statement": {"Effect": "Allow", "Principal": "*",
///         "Action": "s3:GetObject", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": true}}}}}
/// }"#.parse().unwrap();
/// let mut trace = Trace::default();
/// evaluate(&case.policies, &case.request, &mut trace);
/// let elements: Vec<Element> = trace.statements()[0].elements.iter().map(|check| check.element).collect();
/// assert_eq!(elements, [Element::Action, Element::Resource, Element::Principal, Element::Condition(0)]);
/// ```
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
///
/// ```
/// use sayso::{Case, Trace, Truth, evaluate};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*",
///         "Resource": "arn:aws:s3:::reports/*"}}}
/// }"#.parse().unwrap();
/// let mut trace = Trace::default();
/// evaluate(&case.policies, &case.request, &mut trace);
/// let truths: Vec<Truth> = trace.statements()[0].elements.iter().map(|check| check.outcome.truth).collect();
/// // The action matches; the resource asked for, `*`, does not.
/// assert_eq!(truths, [Truth::Yes, Truth::No]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ElementCheck {
    /// Which element.
    pub element: Element,
    /// Whether it matches, and why.
    pub outcome: Outcome,
}

/// A statement's record.
///
/// ```
/// use sayso::{Case, Trace, Truth, evaluate, policy::Grade};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:role/App", "action": "s3:GetObject",
///     "policies": {"resource": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
///         "Principal": {"AWS": "arn:aws:iam::123456789012:role/App"}}}}
/// }"#.parse().unwrap();
/// let mut trace = Trace::default();
/// evaluate(&case.policies, &case.request, &mut trace);
/// let statement = &trace.statements()[0];
/// assert_eq!((statement.matched, statement.grade), (Truth::Yes, Grade::Role));
/// ```
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
///
/// ```
/// use sayso::{Case, Explanation, Layer, evaluate::LayerEffect};
///
/// // A bucket's policy that is silent has no say over its own account's callers (E05).
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {
///         "identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}},
///         "resource": {"Statement": []}}
/// }"#.parse().unwrap();
/// let why = Explanation::new(&case.policies, &case.request);
/// let bucket = why.trace().layers().iter().find(|layer| layer.layer == Layer::Resource).unwrap();
/// assert_eq!(bucket.effect, LayerEffect::NoImpact);
/// ```
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
///
/// ```
/// use sayso::{Case, Explanation, Truth};
///
/// let case: Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject"}"#
///     .parse().unwrap();
/// let why = Explanation::new(&case.policies, &case.request);
/// let identity = why.trace().layers().last().unwrap();
/// assert_eq!((identity.allows, identity.needed), (Truth::No, true));
/// ```
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
///
/// ```
/// use sayso::{Case, Effect, Trace, evaluate};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:DeleteObject",
///     "policies": {"identity": {"Statement": [
///         {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
///         {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}]}}
/// }"#.parse().unwrap();
/// let mut trace = Trace::default();
/// evaluate(&case.policies, &case.request, &mut trace);
/// trace.finish();
/// assert_eq!(trace.matched(Effect::Deny).count(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    layers: Vec<LayerTrace>,
    statements: Vec<StatementTrace>,
    obstacles: Vec<Obstacle>,
}

impl Trace {
    /// The layers that had a say, in reporting order (E07) once [`Trace::finish`] was called.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, Layer};
    /// let case: Case = r#"{
    ///     "principal": "lambda.amazonaws.com", "action": "sts:AssumeRole",
    ///     "resource": "arn:aws:iam::123456789012:role/App",
    ///     "policies": {"scps": [{"Version": "2012-10-17", "Statement": []}]}
    /// }"#.parse().unwrap();
    /// // SCPs do not bind services (E51).
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert!(why.trace().layers().iter().all(|layer| layer.layer == Layer::Resource));
    /// ```
    pub fn layers(&self) -> &[LayerTrace] {
        &self.layers
    }

    /// The statements of those layers, in reporting order and then as written.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, Effect};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"identity": {"Statement": [
    ///         {"Effect": "Allow", "Action": "iam:*", "Resource": "*"},
    ///         {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// // Those that do not match, too.
    /// let effects: Vec<Effect> = why.trace().statements().iter().map(|statement| statement.effect).collect();
    /// assert_eq!(effects, [Effect::Allow, Effect::Deny]);
    /// ```
    pub fn statements(&self) -> &[StatementTrace] {
        &self.statements
    }

    /// The statements of those layers that bring a decision about, or whose matching leaves it open; none of an
    /// implicit denial.
    ///
    /// ```
    /// # use sayso::{Case, Decision, Explanation};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert_eq!(why.trace().deciding(Decision::Allowed).count(), 1);
    /// assert_eq!(why.trace().deciding(Decision::ExplicitDeny).count(), 0);
    /// ```
    pub fn deciding(&self, decision: Decision) -> impl Iterator<Item = &StatementTrace> {
        self.statements().iter().filter(move |statement| match decision {
            Decision::Allowed => statement.effect == Effect::Allow && statement.matched == Truth::Yes,
            Decision::ExplicitDeny => statement.effect == Effect::Deny && statement.matched == Truth::Yes,
            Decision::ImplicitDeny => false,
            Decision::Depends => statement.matched == Truth::Unknown,
        })
    }

    /// What prevents the call whatever the policies say.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, evaluate::Obstacle};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "kms:ScheduleKeyDeletion",
    ///     "resource": "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert_eq!(why.trace().obstacles(), [Obstacle::KmsAcrossAccounts]);
    /// ```
    pub fn obstacles(&self) -> &[Obstacle] {
        &self.obstacles
    }

    /// The statements that match for certain.
    ///
    /// ```
    /// # use sayso::{Case, Effect, Explanation};
    /// # let case: Case = r#"{
    /// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    /// #     "unknown": ["aws:SecureTransport"],
    /// #     "policies": {"identity": {"Statement": [
    /// #         {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
    /// #         {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
    /// #          "Condition": {"Bool": {"aws:SecureTransport": true}}}]}}
    /// # }"#.parse().unwrap();
    /// // Two statements allow, one of them if `aws:SecureTransport`, which is unknown, is true.
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert_eq!(why.trace().matched(Effect::Allow).count(), 1);
    /// ```
    pub fn matched(&self, effect: Effect) -> impl Iterator<Item = &StatementTrace> {
        self.statements
            .iter()
            .filter(move |statement| statement.effect == effect && statement.matched == Truth::Yes)
    }

    /// Sorts what was recorded and settles the layers' effects, which are `NoImpact` until then.
    ///
    /// ```
    /// # use sayso::{Case, Trace, evaluate, evaluate::LayerEffect};
    /// let case: Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject"}"#
    ///     .parse().unwrap();
    /// let mut trace = Trace::default();
    /// evaluate(&case.policies, &case.request, &mut trace);
    /// trace.finish();
    /// assert_eq!(trace.layers().last().unwrap().effect, LayerEffect::ImplicitDeny);
    /// ```
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
