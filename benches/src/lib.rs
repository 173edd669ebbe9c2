//! What the benches share: the corpus, sets as large as an account's, and the stages on them.

pub mod sets;
pub mod stages;
mod watch;

use std::sync::{Arc, LazyLock};

pub use watch::watch;

use sayso::{
    Action, AttachedPolicies, Decision, IdentityPolicy, Limits, Policy, PolicyDocument, PolicyType,
    Principal, Request, Resource, Source,
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

/// The corpus, read once: requests may borrow from it for as long as they like.
pub static CORPUS: LazyLock<Option<Corpus>> = LazyLock::new(corpus);

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

/// A request as plain strings, which every engine turns into its own type.
#[derive(Debug, Clone)]
pub struct PlainRequest<'a> {
    /// The caller's ARN.
    pub principal: &'a str,
    /// The action.
    pub action: &'a str,
    /// The resource's ARN.
    pub resource: &'a str,
    /// Context keys and their values.
    pub context: Vec<(&'a str, &'a str)>,
}

/// Reads a request of the corpus.
pub fn plain(value: &Value) -> Option<PlainRequest<'_>> {
    let text = |field: &str| value.get(field)?.as_str();
    let context = value.get("context")?.as_object()?.iter();
    Some(PlainRequest {
        principal: text("principal")?,
        action: text("action")?,
        resource: text("resource")?,
        context: context.map(|(key, value)| Some((key.as_str(), value.as_str()?))).collect::<Option<_>>()?,
    })
}

/// Prepares a request, as a caller of the library does who holds strings.
#[inline]
pub fn prepare<'a>(plain: &PlainRequest<'a>) -> Option<Request<'a>> {
    let principal = Principal::named(plain.principal, "session").ok()?;
    let action = Action::new(plain.action).ok()?;
    let resource = Resource::of(plain.resource, &action, &principal);
    let context = plain.context.iter().copied().collect();
    Some(Request { principal, action, resource, context })
}

/// Reads and prepares a request of the corpus.
pub fn request(value: &Value) -> Option<Request<'_>> {
    prepare(&plain(value)?)
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
