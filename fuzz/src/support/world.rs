//! The smallest world in which one statement decides.

use std::sync::Arc;

use sayso::{
    Action, AttachedPolicies, Context, Decision, Limits, NoTrace, Policy, PolicyDocument, PolicyType,
    Principal, Request, Resource, Source, evaluate,
};

pub(crate) const ACCOUNT: &str = "111122223333";

/// A policy of this text, which must be legal.
pub(crate) fn policy(text: &str, policy_type: PolicyType) -> Arc<Policy> {
    let document = PolicyDocument::parse(&Source::new("policy", text), &Limits::default());
    match Policy::compile(Arc::new(document), policy_type) {
        Ok(policy) => Arc::new(policy),
        Err(refusals) => panic!("refused: {} in {text}", refusals[0]),
    }
}

/// A user of [`ACCOUNT`] asks for `s3:GetObject` on a resource of the account.
pub(crate) fn request<'a>(arn: &'a str, context: Context<'a>) -> Request<'a> {
    Request {
        principal: Principal::named("arn:aws:iam::111122223333:user/ana", "").expect("a user"),
        action: Action::new("s3:GetObject").expect("an action"),
        resource: Resource::new(arn, Some(ACCOUNT.into())),
        context,
    }
}

/// Whether an identity policy of one Allow statement allows; it never denies, and knows all facts.
pub(crate) fn allows(policy: Arc<Policy>, request: &Request) -> bool {
    let policies = AttachedPolicies { identity: vec![policy.into()], ..AttachedPolicies::default() };
    decided(&policies, request)
}

/// The same of a resource's policy, the only one there is.
pub(crate) fn grants(policy: Arc<Policy>, request: &Request) -> bool {
    let policies = AttachedPolicies { resource: vec![policy], ..AttachedPolicies::default() };
    decided(&policies, request)
}

fn decided(policies: &AttachedPolicies, request: &Request) -> bool {
    match evaluate(policies, request, &mut NoTrace) {
        Decision::Allowed => true,
        Decision::ImplicitDeny => false,
        other => panic!("{other:?} of one Allow and known facts"),
    }
}
