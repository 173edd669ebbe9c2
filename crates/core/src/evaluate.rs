//! The one evaluator (section 4). It is total: no error path, no panic; what is unknown is carried.

mod combine;
mod scope;
mod trace;

pub use crate::outcome::{Because, Outcome};
pub use trace::{
    Element, ElementCheck, LayerEffect, LayerTrace, NoTrace, Obstacle, StatementRef, StatementTrace, Trace,
    Tracer,
};

use std::ops::ControlFlow;

pub(crate) use combine::{Allows, Grants, Logic};
pub(crate) use scope::{ACROSS_ACCOUNTS, Scope};

use crate::attached::{AttachedPolicies, Layer, LayerIndex};
use crate::document::Effect;
use crate::policy::{Caller, Grade, Policy, Statement};
use crate::request::Request;
use crate::truth::Truth;

/// The result of an evaluation; the first three are the simulator API's `EvalDecision` (E03).
///
/// ```
/// use sayso::{Case, Decision, decide};
///
/// let mut case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*",
///         "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}}}
/// }"#.parse().unwrap();
/// assert_eq!(decide(&case.policies, &case.request), Decision::ImplicitDeny);
/// case.request.context.insert("aws:RequestedRegion", sayso::Fact::Unknown);
/// assert_eq!(decide(&case.policies, &case.request), Decision::Depends);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Allowed.
    Allowed,
    /// A statement denies.
    ExplicitDeny,
    /// Nothing that has to allow does.
    ImplicitDeny,
    /// It depends on what the request leaves unknown.
    Depends,
}

impl Decision {
    /// The word of the simulator API's `EvalDecision`, and `depends`.
    ///
    /// ```
    /// use sayso::Decision;
    ///
    /// assert_eq!(Decision::ImplicitDeny.as_str(), "implicitDeny");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ExplicitDeny => "explicitDeny",
            Self::ImplicitDeny => "implicitDeny",
            Self::Depends => "depends",
        }
    }
}

/// Decides a request as AWS would. It never fails: a missing key or a value of the wrong type is settled by
/// its operator's own rule.
///
/// With [`NoTrace`] it looks at candidate statements only, stops as soon as the decision is fixed and
/// does not allocate; with a [`Trace`] it visits and records everything. The decision is the same.
/// Unknown facts are carried by three-valued logic; [`crate::decide`] also settles what that leaves open.
///
/// ```
/// use sayso::{Case, Decision, NoTrace, Trace, evaluate};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:role/App", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": [
///         {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
///         {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}]}}
/// }"#.parse().unwrap();
/// assert_eq!(evaluate(&case.policies, &case.request, &mut NoTrace), Decision::Allowed);
/// let mut trace = Trace::default();
/// assert_eq!(evaluate(&case.policies, &case.request, &mut trace), Decision::Allowed);
/// assert_eq!(trace.statements().len(), 2);
/// ```
pub fn evaluate<T: Tracer>(policies: &AttachedPolicies, request: &Request, tracer: &mut T) -> Decision {
    run(policies, &[], request, tracer)
}

/// The same untraced, with an index over some of the layers.
pub(crate) fn evaluate_indexed(
    policies: &AttachedPolicies,
    indexes: &[LayerIndex],
    request: &Request,
) -> Decision {
    run(policies, indexes, request, &mut NoTrace)
}

fn run<T: Tracer>(
    policies: &AttachedPolicies,
    indexes: &[LayerIndex],
    request: &Request,
    tracer: &mut T,
) -> Decision {
    let scope = Scope::of(policies, request);
    let caller = Caller { principal: &request.principal, has_boundary: scope.boundary };
    let mut run = Run { policies, indexes, request, caller, tracer };
    let denied = run.denied(&scope);
    if denied == Truth::Yes && !T::FULL {
        return Decision::ExplicitDeny;
    }
    let allows = run.allows(&scope);
    let allowed = scope.combine(&allows);
    if T::FULL {
        scope.trace(&allows, run.tracer);
    }
    match (denied, allowed) {
        (Truth::Yes, _) => Decision::ExplicitDeny,
        (Truth::No, Truth::Yes) => Decision::Allowed,
        (Truth::No, Truth::No) => Decision::ImplicitDeny,
        (Truth::Unknown, _) | (_, Truth::Unknown) => Decision::Depends,
    }
}

/// Whether the credentials can be used for the call at all (E22).
pub(crate) fn credentials_allow(request: &Request) -> Truth {
    Scope::credentials_allow(request)
}

struct Run<'a, T> {
    policies: &'a AttachedPolicies,
    indexes: &'a [LayerIndex],
    request: &'a Request<'a>,
    caller: Caller<'a>,
    tracer: &'a mut T,
}

impl<T: Tracer> Run<'_, T> {
    /// Whether any Deny of any layer in force matches (E03).
    fn denied(&mut self, scope: &Scope) -> Truth {
        let mut denied = Truth::No;
        // Internal iteration: a chain costs more than a small policy when it is asked for each.
        _ = scope.layers().try_for_each(|layer| {
            denied = denied.or(self.union(layer, Effect::Deny, |_| {}));
            enough_if::<T>(denied == Truth::Yes)
        });
        denied
    }

    /// What each layer in force allows. A layer that no policy stands for is silent.
    fn allows(&mut self, scope: &Scope) -> Allows<Truth> {
        let mut grants = Grants::default();
        if scope.in_force(Layer::Resource) {
            self.grants(&mut grants);
        }
        let mut service_control = Truth::Yes;
        for at in scope.service_control_levels() {
            let level = self.union(Layer::ServiceControl(at), Effect::Allow, |_| {});
            self.tracer.layer(Layer::ServiceControl(at), level, true);
            service_control = service_control.and(level);
        }
        for at in scope.resource_control_levels() {
            // RCPs only deny: RCPFullAWSAccess, attached everywhere, allows (E60).
            self.tracer.layer(Layer::ResourceControl(at), Truth::Yes, true);
        }
        Allows {
            grants,
            service_control,
            vpc_endpoint: self.one(scope, Layer::VpcEndpoint),
            identity: self.one(scope, Layer::Identity),
            boundary: self.one(scope, Layer::PermissionsBoundary),
            session: self.one(scope, Layer::Session),
            credentials: Scope::credentials_allow(self.request),
        }
    }

    fn one(&mut self, scope: &Scope, layer: Layer) -> Truth {
        if scope.in_force(layer) { self.union(layer, Effect::Allow, |_| {}) } else { Truth::No }
    }

    fn grants(&mut self, grants: &mut Grants<Truth>) {
        let mut strongest = Grants::default();
        self.union(Layer::Resource, Effect::Allow, |(truth, grade)| strongest.add(&truth, grade));
        *grants = strongest;
    }

    /// Whether any statement of an effect in a layer matches; each match is handed to `each`.
    fn union(&mut self, layer: Layer, effect: Effect, mut each: impl FnMut((Truth, Grade))) -> Truth {
        let (policies, indexes, request) = (self.policies, self.indexes, self.request);
        let mut result = Truth::No;
        let mut visit = |policy: u32, number: u32, statement: &Statement| {
            let at = StatementRef { layer, policy, statement: number };
            let matched = self.statement(at, effect, statement);
            each(matched);
            result = result.or(matched.0);
            enough_if::<T>(enough(layer, effect, matched))
        };
        let index = indexes.iter().find(|index| index.is_of(layer) && !T::FULL);
        _ = match (index, layer) {
            (Some(index), _) => index.candidates(effect, request, visit),
            (None, Layer::Identity) => {
                let mut identity = (0..).zip(policies.identity.iter().map(|identity| &identity.policy));
                identity.try_for_each(|(at, policy)| walk::<T>(policy, at, effect, request, &mut visit))
            }
            (None, _) => {
                let mut plain = (0..).zip(policies.plain(layer));
                plain.try_for_each(|(at, policy)| walk::<T>(policy, at, effect, request, &mut visit))
            }
        };
        result
    }

    /// One statement: all its elements must match.
    fn statement(&mut self, at: StatementRef, effect: Effect, statement: &Statement) -> (Truth, Grade) {
        self.tracer.statement(at, effect);
        let mut result = Truth::Yes;
        let mut grade = Grade::Direct;
        let action = statement.action(&self.request.action);
        let go_on = self.element(Element::Action, action, &mut result)
            && statement
                .resource(self.request)
                .is_none_or(|it| self.element(Element::Resource, it, &mut result))
            && statement.principal(&self.caller).is_none_or(|(it, named)| {
                grade = named;
                self.element(Element::Principal, it, &mut result)
            });
        if go_on {
            for (number, clause) in (0..).zip(statement.clauses()) {
                if !self.element(Element::Condition(number), clause.evaluate(self.request), &mut result) {
                    break;
                }
            }
        }
        self.tracer.matched(result, grade);
        (result, grade)
    }

    /// Records an element and says whether to go on.
    fn element(&mut self, element: Element, outcome: Outcome, result: &mut Truth) -> bool {
        self.tracer.element(element, outcome);
        *result = result.and(outcome.truth);
        T::FULL || *result > Truth::No
    }
}

/// Hands statements of an effect in a policy to `visit`: all of them where everything is recorded, else
/// those that can match.
fn walk<T: Tracer>(
    policy: &Policy,
    at: u32,
    effect: Effect,
    request: &Request,
    visit: &mut impl FnMut(u32, u32, &Statement) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if !T::FULL {
        return policy.candidates(effect, request, |number, statement| visit(at, number, statement));
    }
    let own = |(_, statement): &(u32, &Statement)| statement.may(effect);
    let mut statements = (0..).zip(policy.statements()).filter(own);
    statements.try_for_each(|(number, statement)| visit(at, number, statement))
}

/// Stops where that is enough, unless everything is recorded.
fn enough_if<T: Tracer>(enough: bool) -> ControlFlow<()> {
    if enough && !T::FULL { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// Whether a match settles its layer: any does, but a weak grant may be followed by a stronger one.
fn enough(layer: Layer, effect: Effect, (truth, grade): (Truth, Grade)) -> bool {
    truth == Truth::Yes && (layer != Layer::Resource || effect == Effect::Deny || grade >= Grade::Wild)
}
