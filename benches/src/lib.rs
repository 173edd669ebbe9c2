//! The corpus that the benches share.

use std::sync::Arc;

use sayso::{
    Action, AttachedPolicies, Context, Decision, Fact, IdentityPolicy, Limits, Policy, PolicyDocument,
    PolicyType, Principal, Request, Resource, Source,
};
use serde_json::Value;

/// Two policies and the requests to decide with them.
#[derive(Debug)]
pub struct Corpus {
    /// Name, text and compiled form.
    pub policies: Vec<(String, String, AttachedPolicies)>,
    /// The requests as the corpus writes them.
    pub requests: Vec<Value>,
}

/// Reads the corpus and checks every expected decision; `None` names a damaged corpus.
pub fn corpus() -> Option<Corpus> {
    let corpus: Value = serde_json::from_str(include_str!("../corpus.json")).ok()?;
    let mut policies = Vec::new();
    for (name, policy) in corpus.get("policies")?.as_object()? {
        let text = serde_json::to_string_pretty(policy).ok()?;
        let attached = attach(compile(&text)?);
        policies.push((name.clone(), text, attached));
    }
    Some(Corpus { policies, requests: corpus.get("requests")?.as_array()?.clone() })
}

/// Parses and compiles an identity policy.
pub fn compile(text: &str) -> Option<Policy> {
    let document = PolicyDocument::parse(&Source::new("policy.json", text), &Limits::default());
    Policy::compile(Arc::new(document), PolicyType::Identity).ok()
}

/// A policy as the only one of its caller.
pub fn attach(policy: Policy) -> AttachedPolicies {
    AttachedPolicies { identity: vec![IdentityPolicy::from(Arc::new(policy))], ..AttachedPolicies::default() }
}

/// Prepares a request of the corpus.
pub fn request(value: &Value) -> Option<Request> {
    let text = |field: &str| value.get(field)?.as_str();
    let principal = Principal::named(text("principal")?, "session").ok()?;
    let action = Action::new(text("action")?).ok()?;
    let resource = Resource::of(text("resource")?, &action, &principal);
    let mut context = Context::new();
    for (key, value) in value.get("context")?.as_object()? {
        context.insert(key, Fact::Known(vec![value.as_str()?.to_owned()]));
    }
    Some(Request { principal, action, resource, context })
}

/// What the corpus expects of a request under a policy.
pub fn expected(request: &Value, policy: &str) -> Option<Decision> {
    match request.get("expected")?.get(policy)?.as_str()? {
        "Allowed" => Some(Decision::Allowed),
        "ExplicitlyDenied" => Some(Decision::ExplicitDeny),
        "ImplicitlyDenied" => Some(Decision::ImplicitDeny),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corpus_decides_as_expected() {
        let corpus = corpus().unwrap();
        for (name, _, attached) in &corpus.policies {
            for value in &corpus.requests {
                let decision = sayso::evaluate(attached, &request(value).unwrap(), &mut sayso::NoTrace);
                assert_eq!(Some(decision), expected(value, name), "{name} {value}");
            }
        }
    }
}
