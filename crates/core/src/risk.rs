//! What a principal can do with its permissions to get more of them.

mod circumstances;
pub(crate) mod probe;
mod search;
mod services;
mod table;
pub(crate) mod witness;

use sayso_catalog::ServiceReference;

use crate::attached::{AttachedPolicies, Layer};
use crate::evaluate::Decision;
use crate::request::{Context, Key, Principal, Request};

pub use circumstances::is_circumstance;
use probe::Prober;
use search::Search;
use table::{METHODS, Method};

/// How a principal gets more permissions.
///
/// ```
/// use sayso::risk::EscalationKind;
///
/// assert_ne!(EscalationKind::Grant, EscalationKind::Existing);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EscalationKind {
    /// It changes permissions, or makes credentials of another.
    Grant,
    /// It passes a role to something new.
    PassRole,
    /// It uses something that exists already and has a role.
    Existing,
}

/// A way to get more permissions that policies leave open.
///
/// ```
/// use sayso::{AttachedPolicies, Case, Context, risk::escalations};
/// use sayso_catalog::ServiceReference;
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "lambda:CreateFunction",
///     "policies": {"identity": {"Statement": [
///         {"Effect": "Allow", "Action": "lambda:*", "Resource": "*"},
///         {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/app"}]}}
/// }"#.parse().unwrap();
/// let reference = ServiceReference::embedded();
/// let found = escalations(&case.policies, &case.request.principal, &Context::new(), reference);
/// let new = found.iter().find(|way| way.steps.len() == 3).unwrap();
/// assert_eq!(new.gives, "any role, by passing it to a Lambda function");
/// // One role only may be passed: nothing says that it allows more.
/// assert!(!new.is_certain());
/// assert_eq!(new.steps[0].request.resource.arn, "arn:aws:iam::123456789012:role/app");
/// ```
#[derive(Debug, Clone)]
pub struct Escalation {
    /// How.
    pub kind: EscalationKind,
    /// What the principal gets, in words.
    pub gives: &'static str,
    /// The actions, all of which it takes.
    pub steps: Vec<Step>,
    /// The services that a role is passed to, any of which will do; empty where none is passed.
    pub passed_to: &'static [&'static str],
}

/// An action of an [`Escalation`], with a request for it.
///
/// ```
/// # use sayso::{Case, Context, Decision, risk::escalations};
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:AttachUserPolicy",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "iam:AttachUserPolicy",
///         "Resource": "*", "Condition": {"ArnLike": {"iam:PolicyARN": "arn:aws:iam::aws:policy/Read*"}}}}}
/// }"#.parse().unwrap();
/// let mut context = Context::new();
/// context.set_unlisted_unknown(true);
/// let reference = sayso_catalog::ServiceReference::embedded();
/// let found = escalations(&case.policies, &case.request.principal, &context, reference);
/// let step = &found[0].steps[0];
/// assert_eq!((step.action, step.decision), ("iam:AttachUserPolicy", Decision::Depends));
/// assert_eq!(step.keys[0].as_str(), "iam:PolicyARN");
/// ```
#[derive(Debug, Clone)]
pub struct Step {
    /// The action.
    pub action: &'static str,
    /// A request that is allowed, or may be.
    pub request: Request<'static>,
    /// `Allowed` or `Depends`.
    pub decision: Decision,
    /// What it depends on: with some values of these keys it is allowed.
    pub keys: Vec<Key<'static>>,
    /// Whether the policies name the resource or a part of its name, so that not just any is allowed.
    pub is_limited: bool,
    is_certain: bool,
}

impl Escalation {
    /// Whether it needs nothing but the permissions: it may be done to any resource, on no condition but
    /// circumstances such as MFA or an IP address, and uses nothing that may not exist.
    ///
    /// ```
    /// # use sayso::{Case, Context, risk::escalations};
    /// # let case: Case = r#"{
    /// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:PutUserPolicy",
    /// #     "policies": {"identity": {"Statement":
    /// #         {"Effect": "Allow", "Action": "iam:PutUserPolicy", "Resource": "*"}}}
    /// # }"#.parse().unwrap();
    /// // A policy that allows `iam:PutUserPolicy` on `*`.
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// let found = escalations(&case.policies, &case.request.principal, &Context::new(), reference);
    /// assert!(found[0].is_certain());
    /// ```
    pub fn is_certain(&self) -> bool {
        self.kind != EscalationKind::Existing && self.steps.iter().all(|step| step.is_certain)
    }
}

/// The known ways to escalate privileges that the policies leave to a principal, found by asking for each
/// action with resources that fit; those with the fewest actions first, and none that only adds actions to
/// another. `context` holds what is known of the principal's requests.
///
/// What a resource's own policy says counts only if it is among the policies: a role's trust policy is not
/// asked.
///
/// ```
/// use sayso::{Case, Context, risk::escalations};
/// use sayso_catalog::ServiceReference;
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:CreateAccessKey",
///     "policies": {"identity": {"Version": "2012-10-17", "Statement": [
///         {"Effect": "Allow", "Action": "iam:CreateAccessKey",
///          "Resource": "arn:aws:iam::*:user/${aws:username}"},
///         {"Effect": "Allow", "Action": ["iam:PutUserPolicy", "iam:PutGroupPolicy"], "Resource": "*"},
///         {"Effect": "Deny", "Action": "iam:PutUser*", "Resource": "*"}]}}
/// }"#.parse().unwrap();
/// let reference = ServiceReference::embedded();
/// let found = escalations(&case.policies, &case.request.principal, &Context::new(), reference);
/// // One's own keys give nothing new, and what is denied does not count.
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].steps[0].action, "iam:PutGroupPolicy");
/// ```
pub fn escalations(
    policies: &AttachedPolicies,
    principal: &Principal<'_>,
    context: &Context<'_>,
    reference: ServiceReference<'_>,
) -> Vec<Escalation> {
    let prober = Prober::new(policies, Layer::Identity, principal, context, reference);
    let mut search = Search::new(prober);
    let mut found: Vec<(&Method, Escalation)> = Vec::new();
    for method in METHODS.iter() {
        let adds_to = |(smaller, _): &(&Method, Escalation)| smaller.is_part_of(method);
        if !found.iter().any(adds_to)
            && let Some(steps) = search.steps(method)
        {
            let (kind, gives, passed_to) = (method.kind, method.gives, method.passed_to.as_slice());
            found.push((method, Escalation { kind, gives, steps, passed_to }));
        }
    }
    found.into_iter().map(|(_, escalation)| escalation).collect()
}
