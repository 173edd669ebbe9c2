//! From a trace to reasons: what decided, what came nearest, what is missing.

mod closest;
mod notes;
mod summary;
mod words;

pub use words::element_name;

use std::sync::{Arc, OnceLock};

use crate::attached::{AttachedPolicies, Layer};
use crate::document::{Effect, StatementNode};
use crate::evaluate::{
    Decision, Element, ElementCheck, LayerEffect, LayerTrace, Obstacle, StatementRef, StatementTrace, Trace,
    evaluate,
};
use crate::policy::Policy;
use crate::request::{Key, Request, Value};
use crate::settle::{DEFAULT_BUDGET, Settled, settle};
use crate::source::{Source, Span};
use crate::suggest::Suggestion;
use crate::truth::Truth;

/// A decision with everything needed to say why.
///
/// ```
/// use sayso::{Case, Decision, Explanation};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:DeleteObject",
///     "policies": {"identity": {"Statement": [
///         {"Sid": "All", "Effect": "Allow", "Action": "s3:*", "Resource": "*"},
///         {"Sid": "Keep", "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}]}}
/// }"#.parse().unwrap();
/// let why = Explanation::new(&case.policies, &case.request);
/// assert_eq!(why.decision(), Decision::ExplicitDeny);
/// let at = why.deciding()[0].at;
/// assert_eq!(why.node(at).unwrap().sid.as_ref().unwrap().value, "Keep");
/// assert_eq!(why.source(at).unwrap().place(why.node(at).unwrap().span), "case:5:9");
/// ```
#[derive(Debug)]
pub struct Explanation<'a> {
    policies: &'a AttachedPolicies,
    request: &'a Request<'a>,
    decision: Decision,
    settled: Option<Settled>,
    trace: Trace,
    /// Worked out when first asked for.
    pub(crate) suggestions: OnceLock<Vec<Suggestion>>,
}

/// What the decision comes down to.
///
/// ```
/// use sayso::{Case, Cause, Explanation, Layer};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "ec2:RunInstances",
///     "policies": {
///         "identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}},
///         "scps": [{"level": "root", "policies": [{"Version": "2012-10-17", "Statement": {
///             "Effect": "Allow", "Action": "s3:*", "Resource": "*"}}]}]}
/// }"#.parse().unwrap();
/// let cause = Explanation::new(&case.policies, &case.request).cause();
/// assert_eq!(cause, Cause::Silent(Layer::ServiceControl(0)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A layer denies.
    Denies(Layer),
    /// A layer that has to allow is silent, whether or not any policy of it was given.
    Silent(Layer),
    /// Something other than a policy prevents the call.
    Obstacle(Obstacle),
    /// The statements of [`Explanation::deciding`] allow.
    Allows,
    /// The root user may do everything in its own account (E01).
    Root,
    /// Every value that the unknown facts can have leads to the same decision.
    Settled,
    /// Facts are missing.
    Unknown,
}

impl<'a> Explanation<'a> {
    /// Decides the request and keeps the record. Where the record alone leaves the decision open, the unknown
    /// facts are looked into with the budget of [`crate::settle::decide`].
    ///
    /// ```
    /// use sayso::{AttachedPolicies, Case, Decision, Explanation};
    ///
    /// let case: Case = r#"{"principal": "arn:aws:iam::123456789012:root", "action": "iam:ListUsers"}"#
    ///     .parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// // A root user needs no policy in its own account (E01).
    /// assert_eq!(why.decision(), Decision::Allowed);
    /// assert_eq!(why.summary(), "the root user may do everything in its own account");
    /// ```
    pub fn new(policies: &'a AttachedPolicies, request: &'a Request) -> Self {
        let mut trace = Trace::default();
        let decision = evaluate(policies, request, &mut trace);
        trace.finish();
        let open = decision == Decision::Depends;
        let settled = open.then(|| settle(policies, request, DEFAULT_BUDGET));
        Self { policies, request, decision, settled, trace, suggestions: OnceLock::new() }
    }

    /// The decision; [`Decision::Depends`] only if the unknown facts matter, as far as could be seen.
    ///
    /// ```
    /// # use sayso::{Case, Decision, Explanation};
    /// let mut case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
    ///         "Condition": {"Bool": {"aws:SecureTransport": "true"}}}}}
    /// }"#.parse().unwrap();
    /// assert_eq!(Explanation::new(&case.policies, &case.request).decision(), Decision::ImplicitDeny);
    /// case.request.context.set_unlisted_unknown(true);
    /// assert_eq!(Explanation::new(&case.policies, &case.request).decision(), Decision::Depends);
    /// ```
    pub fn decision(&self) -> Decision {
        match self.settled {
            Some(Settled::Decided(decision)) => decision,
            _ => self.decision,
        }
    }

    /// What became of the unknown facts, where the record alone leaves the decision open.
    ///
    /// ```
    /// # use sayso::{Case, Explanation};
    /// let case: Case = r#"{"principal": "anonymous", "action": "s3:GetObject"}"#.parse().unwrap();
    /// // Nothing was unknown.
    /// assert_eq!(Explanation::new(&case.policies, &case.request).settled(), None);
    /// ```
    pub fn settled(&self) -> Option<&Settled> {
        self.settled.as_ref()
    }

    /// The record of every layer, statement and element.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, Layer, evaluate::LayerEffect};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// let layers: Vec<_> = why.trace().layers().iter().map(|layer| (layer.layer, layer.effect)).collect();
    /// assert!(layers.contains(&(Layer::Identity, LayerEffect::Allow)));
    /// ```
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The request.
    ///
    /// ```
    /// # use sayso::{Case, Explanation};
    /// # let case: Case = r#"{"principal": "anonymous", "action": "s3:GetObject"}"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert_eq!(why.request().action.as_str(), "s3:GetObject");
    /// ```
    pub fn request(&self) -> &'a Request<'a> {
        self.request
    }

    /// The policies.
    ///
    /// ```
    /// # use sayso::{Case, Explanation};
    /// # let case: Case = r#"{"principal": "anonymous", "action": "s3:GetObject"}"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert_eq!(why.policies().layers().count(), 0);
    /// ```
    pub fn policies(&self) -> &'a AttachedPolicies {
        self.policies
    }

    /// What the decision comes down to.
    ///
    /// ```
    /// # use sayso::{Case, Cause, Explanation, evaluate::Obstacle};
    /// // Partitions do not trust each other, whatever the policies say (4.2).
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "resource": "arn:aws-cn:s3:::reports/q3.csv",
    ///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert_eq!(why.cause(), Cause::Obstacle(Obstacle::Partitions));
    /// ```
    pub fn cause(&self) -> Cause {
        match self.decision {
            Decision::Allowed if self.deciding().is_empty() => Cause::Root,
            Decision::Allowed => Cause::Allows,
            Decision::Depends if self.decision() != Decision::Depends => Cause::Settled,
            Decision::Depends => Cause::Unknown,
            Decision::ExplicitDeny => {
                self.layer_with(LayerEffect::ExplicitDeny).map_or(Cause::Unknown, Cause::Denies)
            }
            Decision::ImplicitDeny => self.silence(),
        }
    }

    /// The first layer at fault in AWS's order (M06); obstacles only where no policy is.
    fn silence(&self) -> Cause {
        match (self.layer_with(LayerEffect::ImplicitDeny), self.trace.obstacles().first()) {
            (_, Some(obstacle)) => Cause::Obstacle(*obstacle),
            (Some(layer), None) => Cause::Silent(layer),
            (None, None) => Cause::Silent(Layer::Resource),
        }
    }

    /// Whether a layer allows, its Deny statements apart.
    pub(crate) fn layer_allows(&self, layer: Layer) -> bool {
        self.trace.layers().iter().any(|trace| trace.layer == layer && trace.allows == Truth::Yes)
    }

    /// The layers that would have to change for the request to be allowed, in AWS's order: those that deny
    /// and those that are silent where they have to allow.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, Layer};
    /// // Across accounts both sides have to allow (E30).
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "sqs:SendMessage",
    ///     "resource": "arn:aws:sqs:eu-west-1:444455556666:orders"
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert_eq!(why.must_change(), [Layer::Resource, Layer::Identity]);
    /// ```
    pub fn must_change(&self) -> Vec<Layer> {
        self.needed_of(|layer| matches!(layer.effect, LayerEffect::ImplicitDeny | LayerEffect::ExplicitDeny))
    }

    /// The layers whose silence denies the request, whether or not one denies it explicitly as well.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, Layer};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:DeleteObject",
    ///     "policies": {"identity": {"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}}
    /// }"#.parse().unwrap();
    /// // To take the Deny away would not be enough.
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert_eq!(why.silent_layers(), [Layer::Identity]);
    /// ```
    pub fn silent_layers(&self) -> Vec<Layer> {
        self.needed_of(|layer| layer.needed && layer.allows == Truth::No)
    }

    /// The layers at fault. Within an account a key or trust policy that names the caller makes up for
    /// silent identity policies (E80, E90), so that where it is at fault they are not.
    fn needed_of(&self, at_fault: impl Fn(&LayerTrace) -> bool) -> Vec<Layer> {
        let faults = || self.trace.layers().iter().filter(|layer| at_fault(layer));
        let same_account = self.request.principal.account == self.request.resource.account;
        let resource_suffices = same_account && faults().any(|layer| layer.layer == Layer::Resource);
        let excused = |layer: &LayerTrace| {
            resource_suffices && layer.layer == Layer::Identity && layer.effect != LayerEffect::ExplicitDeny
        };
        faults().filter(|layer| !excused(layer)).map(|layer| layer.layer).collect()
    }

    fn layer_with(&self, effect: LayerEffect) -> Option<Layer> {
        self.trace.layers().iter().find(|layer| layer.effect == effect).map(|layer| layer.layer)
    }

    /// The statements that decide: the Deny statements of the layer at fault, or the first Allow of
    /// each layer that the request needed and got.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, Layer};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "sqs:SendMessage",
    ///     "resource": "arn:aws:sqs:eu-west-1:444455556666:orders",
    ///     "policies": {
    ///         "identity": {"Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}},
    ///         "resource": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "123456789012"},
    ///             "Action": "sqs:SendMessage", "Resource": "*"}}}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// let layers: Vec<Layer> = why.deciding().iter().map(|statement| statement.at.layer).collect();
    /// assert_eq!(layers, [Layer::Identity, Layer::Resource]);
    /// ```
    pub fn deciding(&self) -> Vec<&StatementTrace> {
        match self.decision {
            Decision::Allowed => self.allowing(),
            Decision::ExplicitDeny => {
                let layer = self.layer_with(LayerEffect::ExplicitDeny);
                self.trace
                    .matched(Effect::Deny)
                    .filter(|statement| Some(statement.at.layer) == layer)
                    .collect()
            }
            Decision::ImplicitDeny | Decision::Depends => Vec::new(),
        }
    }

    fn allowing(&self) -> Vec<&StatementTrace> {
        let allows_in = |layer| self.trace.matched(Effect::Allow).filter(move |s| s.at.layer == layer);
        let needed = |layer| self.trace.layers().iter().any(|trace| trace.layer == layer && trace.needed);
        let identity = allows_in(Layer::Identity).next();
        let resource =
            allows_in(Layer::Resource).reduce(|best, next| if next.grade > best.grade { next } else { best });
        let resource_decides = needed(Layer::Resource) || identity.is_none();
        let grant = resource.filter(|_| resource_decides);
        let identity = identity.filter(|_| needed(Layer::Identity) || grant.is_none());
        identity.into_iter().chain(grant).collect()
    }

    /// The statements that came nearest to allowing an implicitly denied request, nearest first; empty for
    /// any other decision.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, Truth};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:PutObject",
    ///     "policies": {"identity": {"Statement": [
    ///         {"Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam::123456789012:user/ana"},
    ///         {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// let nearest = why.closest()[0];
    /// assert_eq!(nearest.at.statement, 1);
    /// let failing = nearest.elements.iter().find(|check| check.outcome.truth == Truth::No).unwrap();
    /// assert_eq!(why.because(nearest.at, failing), "`s3:PutObject` does not match `s3:Get*`");
    /// ```
    pub fn closest(&self) -> Vec<&StatementTrace> {
        match self.cause() {
            Cause::Silent(layer) => closest::rank(self, layer),
            _ => Vec::new(),
        }
    }

    /// The context keys that a statement asks for, everything but its condition matching, and that
    /// the request neither gives nor states to be absent; sorted by name.
    pub(crate) fn missing_context_keys(&self) -> Vec<&str> {
        let mut missing = Vec::<&Key<'_>>::new();
        for statement in self.trace.statements().iter().filter(|statement| applies(statement)) {
            let Some(compiled) = self
                .policy(statement.at)
                .and_then(|policy| policy.statements().get(statement.at.statement as usize))
            else {
                continue;
            };
            let keys = compiled.clauses().iter().flat_map(|clause| clause.variables().chain([clause.key()]));
            missing.extend(keys.filter(|key| self.is_missing(key)));
        }
        missing.sort_unstable_by_key(|key| (*key, key.as_str()));
        missing.dedup();
        missing.into_iter().map(Key::as_str).collect()
    }

    fn is_missing(&self, key: &Key) -> bool {
        self.request.context.fact(key).is_none() && matches!(self.request.value(key), Value::Absent)
    }

    /// What changes how the answer must be read: layers that are given but bind nobody here, and
    /// policies that have to allow and are not given.
    ///
    /// ```
    /// # use sayso::{Case, Explanation};
    /// // SCPs do not bind the management account (E51).
    /// let case: Case = r#"{
    ///     "principal": {"type": "user", "arn": "arn:aws:iam::123456789012:user/ana",
    ///         "accountIsManagement": true},
    ///     "action": "s3:GetObject",
    ///     "policies": {"scps": [{"Version": "2012-10-17", "Statement": []}]}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert!(why.notes()[0].ends_with("they do not bind the management account"));
    /// ```
    pub fn notes(&self) -> Vec<String> {
        let in_force = |layer| self.trace.layers().iter().any(|trace| trace.layer == layer);
        let idle = self.policies.layers().filter(|layer| !in_force(*layer));
        let mut notes: Vec<String> = idle.map(|layer| summary::idle(self, layer)).collect();
        notes.dedup();
        notes.extend(notes::void_clauses(self));
        notes.extend(notes::plain_variables(self));
        notes
    }

    /// The policy of a statement; `None` where the reference is not of this explanation.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, PolicyType};
    /// # let case: Case = r#"{"principal": "anonymous", "action": "s3:GetObject", "policies": {"resource":
    /// #     {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}}}}"#
    /// #     .parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// let policy = why.policy(why.deciding()[0].at).unwrap();
    /// assert_eq!(policy.policy_type(), PolicyType::Resource);
    /// ```
    pub fn policy(&self, at: StatementRef) -> Option<&'a Arc<Policy>> {
        self.policies.layer(at.layer).nth(at.policy as usize)
    }

    /// The group that a statement's policy comes through (E06).
    ///
    /// ```
    /// # use sayso::{Case, Explanation};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"groups": {"Developers": [
    ///         {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}]}}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert_eq!(why.group(why.deciding()[0].at), Some("Developers"));
    /// ```
    pub fn group(&self, at: StatementRef) -> Option<&'a str> {
        match at.layer {
            Layer::Identity => self.policies.identity.get(at.policy as usize)?.group.as_deref(),
            _ => None,
        }
    }

    /// A statement as written.
    ///
    /// ```
    /// # use sayso::{Case, Explanation};
    /// # let case: Case = r#"{"principal": "anonymous", "action": "s3:GetObject", "policies": {"resource":
    /// #     {"Statement": {"Sid": "Public", "Effect": "Allow", "Principal": "*", "Action": "s3:*",
    /// #         "Resource": "*"}}}}"#
    /// #     .parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// let statement = why.node(why.deciding()[0].at).unwrap();
    /// assert_eq!(statement.sid.as_ref().unwrap().value, "Public");
    /// ```
    pub fn node(&self, at: StatementRef) -> Option<&'a StatementNode> {
        self.policy(at)?.document().statements().get(at.statement as usize)
    }

    /// The text that a statement is written in.
    ///
    /// ```
    /// # use sayso::{Case, Explanation};
    /// # let case: Case = r#"{"principal": "anonymous", "action": "s3:GetObject", "policies": {"resource":
    /// #     {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}}}}"#
    /// #     .parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// let at = why.deciding()[0].at;
    /// let (source, span) = (why.source(at).unwrap(), why.node(at).unwrap().span);
    /// assert!(source.slice(span).starts_with(r#"{"Effect": "Allow""#));
    /// ```
    pub fn source(&self, at: StatementRef) -> Option<&'a Source> {
        Some(self.policy(at)?.document().source())
    }

    /// Where an element of a statement is written: its value, or for a clause of the condition its key and
    /// values.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, evaluate::Element};
    /// let case: Case = r#"{
    ///     "principal": "anonymous", "action": "s3:GetObject",
    ///     "policies": {"resource": {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*",
    ///         "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}}}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// let at = why.trace().statements()[0].at;
    /// let clause = why.element_span(at, Element::Condition(0)).unwrap();
    /// assert_eq!(why.source(at).unwrap().slice(clause), r#""aws:SecureTransport": "true""#);
    /// assert_eq!(why.element_span(at, Element::Condition(1)), None);
    /// ```
    pub fn element_span(&self, at: StatementRef, element: Element) -> Option<Span> {
        let node = self.node(at)?;
        match element {
            Element::Principal => node.principal.as_ref().map(|principal| principal.span),
            Element::Action => node.action.as_ref().map(|action| action.span),
            Element::Resource => node.resource.as_ref().map(|resource| resource.span),
            Element::Condition(number) => {
                let clause = node.condition.as_ref()?.clauses.get(number as usize)?;
                Some(clause.key.span.to(clause.span))
            }
        }
    }

    /// One sentence on an element: what the request has beside what the policy wants.
    ///
    /// ```
    /// # use sayso::{Case, Explanation};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "context": {"aws:SourceIp": "198.51.100.7"},
    ///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
    ///         "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}}}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// let statement = &why.trace().statements()[0];
    /// assert_eq!(
    ///     why.because(statement.at, &statement.elements[2]),
    ///     "`aws:SourceIp` = `198.51.100.7` is not in `203.0.113.0/24`"
    /// );
    /// ```
    pub fn because(&self, at: StatementRef, check: &ElementCheck) -> String {
        words::because(self, at, check)
    }

    /// A few words to stand beside an underlined element; empty where there is nothing to add.
    ///
    /// ```
    /// # use sayso::{Case, Explanation};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:PutObject",
    ///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}}
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// let statement = &why.trace().statements()[0];
    /// assert_eq!(why.label(statement.at, &statement.elements[0]), "the request's is `s3:PutObject`");
    /// assert_eq!(why.label(statement.at, &statement.elements[1]), "");
    /// ```
    pub fn label(&self, at: StatementRef, check: &ElementCheck) -> String {
        words::label(self, at, check)
    }
}

/// Whether the statement is about this caller, action and resource, its condition apart.
fn applies(statement: &StatementTrace) -> bool {
    statement
        .elements
        .iter()
        .all(|check| matches!(check.element, Element::Condition(_)) || check.outcome.truth > Truth::No)
}
