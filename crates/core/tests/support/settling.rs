//! Small policies and unknown keys: what is settled holds for every completion of a pool that knows
//! nothing of how settling works; what depends is shown by true examples, and minimal.

use std::collections::BTreeSet;
use std::sync::Arc;

use sayso::request::Key;
use sayso::settle::DecidingKeys;
use sayso::{
    Action, AttachedPolicies, Context, Decision, Fact, Limits, NoTrace, Policy, PolicyDocument, PolicyType,
    Principal, Request, Resource, Settled, Source, Truth, evaluate, settle,
};
use serde_json::Value;

pub(crate) const UNKNOWN: [&str; 3] = ["k:one", "k:two", "aws:TagKeys"];

/// Operators and values that they are given. Each family is used alone or mixed with others.
pub(crate) const FAMILIES: [(&[&str], &[&str]); 8] = [
    (
        &["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
        &["a", "b", "A", "ab", "", "${k:two}", "${k:one}", "${k:known}", "x${k:one}y", "${k:none, 'b'}"],
    ),
    (&["StringLike", "StringNotLike"], &["a*", "*b", "a?", "?", "*", "${k:two}*", "*${k:one}", "a*b*"]),
    (
        &[
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericLessThanEquals",
            "NumericGreaterThan",
            "NumericGreaterThanEquals",
        ],
        &["10", "11", "10.5", "-1", "none"],
    ),
    (
        &["DateEquals", "DateNotEquals", "DateLessThan", "DateGreaterThanEquals"],
        &["2026-01-01", "2026-06-01T00:00:00Z", "1767225601"],
    ),
    (&["Bool"], &["true", "false", "TRUE", "${k:two}"]),
    (&["IpAddress", "NotIpAddress"], &["10.0.0.0/8", "10.0.0.0/9", "10.1.2.3", "2001:db8::/32", "0.0.0.0/0"]),
    (&["ArnLike", "ArnNotLike"], &["arn:aws:s3:::a*", "arn:*:s3:::?", "arn:aws:s3:::${k:two}"]),
    (&["BinaryEquals"], &["YQ==", "Yg=="]),
];

/// Values that a request may have, whatever the policies say.
pub(crate) const POOL: [&str; 33] = [
    "",
    "a",
    "A",
    "b",
    "B",
    "ab",
    "AB",
    "aab",
    "ba",
    "axb",
    "xay",
    "xby",
    "c",
    "ana",
    "10",
    "10.0",
    "9",
    "10.7",
    "11",
    "12",
    "-2",
    "2025",
    "2026-01-01",
    "2026-03-01",
    "2027",
    "true",
    "False",
    "10.1.2.3",
    "10.200.0.1",
    "8.8.8.8",
    "2001:db8::7",
    "arn:aws:s3:::ab",
    "arn:aws:s3:::b",
];

pub(crate) fn pool() -> Vec<Fact<'static>> {
    let known = |values: &[&str]| Fact::Known(values.iter().map(|value| (*value).to_owned()).collect());
    let mut facts = vec![Fact::Absent, known(&[])];
    facts.extend(POOL.iter().map(|value| known(&[value])));
    facts.extend(POOL.iter().zip(POOL.iter().skip(1)).map(|(a, b)| known(&[a, b])));
    facts.extend([
        known(&["a", "b", "c"]),
        known(&["a", "a"]),
        known(&["10", "12"]),
        known(&["9", "10.7", "12"]),
    ]);
    facts
}

pub(crate) fn compile(document: &Value, policy_type: PolicyType) -> Arc<Policy> {
    let source = Source::new("policy", document.to_string());
    let document = PolicyDocument::parse(&source, &Limits::default());
    Arc::new(Policy::compile(Arc::new(document), policy_type).expect("generated policies are legal"))
}

/// Identity policy, permissions boundary, resource policy; compiled late, so that failures are readable.
pub(crate) type Documents = (Value, Option<Value>, Option<Value>);

pub(crate) fn attached((identity, boundary, resource): &Documents) -> AttachedPolicies {
    AttachedPolicies {
        identity: vec![compile(identity, PolicyType::Identity).into()],
        permissions_boundary: boundary.as_ref().map(|it| compile(it, PolicyType::PermissionsBoundary)),
        resource: resource.iter().map(|it| compile(it, PolicyType::Resource)).collect(),
        ..AttachedPolicies::default()
    }
}

pub(crate) fn request<'a>(unknown: &[&'a str]) -> Request<'a> {
    let principal = Principal::named("arn:aws:iam::123456789012:user/ana", "").unwrap();
    let action = Action::new("s3:GetObject").unwrap();
    let resource = Resource::of("arn:aws:s3:::b/ab/c", &action, &principal);
    let mut context = Context::new();
    context.insert("k:known", Fact::Known("a".into()));
    for &key in unknown {
        context.insert(key, Fact::Unknown);
    }
    Request { principal, action, resource, context }
}

pub(crate) fn decide(policies: &AttachedPolicies, request: &Request<'_>, facts: &Stated<'_>) -> Decision {
    let mut stated = request.clone();
    for &(key, fact) in facts {
        stated.context.insert(key, fact.clone());
    }
    evaluate(policies, &stated, &mut NoTrace)
}

/// Facts stated of keys.
pub(crate) type Stated<'a> = [(&'a str, &'a Fact<'a>)];

/// Every way to state the keys with facts of the pool, handed to `each`.
pub(crate) fn complete<'a>(
    keys: &[&'a str],
    facts: &[Fact<'a>],
    request: &mut Request<'a>,
    each: &mut dyn FnMut(&Request<'a>),
) {
    let Some((&key, rest)) = keys.split_first() else { return each(request) };
    for fact in facts {
        request.context.insert(key, fact.clone());
        complete(rest, facts, request, each);
    }
    request.context.insert(key, Fact::Unknown);
}

/// The decisions that stating just `keys` can lead to.
pub(crate) fn decisions<'a>(
    policies: &AttachedPolicies,
    request: &Request<'a>,
    keys: &[&'a str],
    facts: &[Fact<'a>],
) -> BTreeSet<Decision> {
    let mut decisions = BTreeSet::new();
    complete(keys, facts, &mut request.clone(), &mut |request| {
        decisions.insert(evaluate(policies, request, &mut NoTrace));
    });
    decisions
}

/// What [`settle`] says of the keys being unknown holds of every way to state them with `facts`.
pub(crate) fn check<'a>(policies: &AttachedPolicies, unknown: &[&'a str], facts: &[Fact<'a>], budget: usize) {
    let request = request(unknown);
    let dependence = match settle(policies, &request, budget) {
        Settled::Decided(decision) => {
            assert_eq!(decisions(policies, &request, unknown, facts), BTreeSet::from([decision]));
            return;
        }
        Settled::Depends(dependence) => dependence,
    };
    let names = |set: &DecidingKeys| set.keys().iter().map(|key| key.as_str().to_owned()).collect();
    let sets: Vec<BTreeSet<String>> = dependence.sets().iter().map(names).collect();
    for (set, names) in dependence.sets().iter().zip(&sets) {
        let mut seen = BTreeSet::new();
        for example in set.examples() {
            let stated: Vec<(&str, &Fact)> =
                set.keys().iter().map(Key::as_str).zip(example.facts()).collect();
            assert_eq!(decide(policies, &request, &stated), example.decision());
            assert_ne!(example.decision(), Decision::Depends);
            assert!(seen.insert(example.decision()));
        }
        assert!(seen.len() > 1);
        assert_eq!(sets.iter().filter(|other| other.is_subset(names)).count(), 1, "{:?}", &sets);
    }
    if let Some(set) = dependence.allowing() {
        let stated: Vec<(&str, &Fact)> =
            set.keys().iter().map(Key::as_str).zip(set.examples()[0].facts()).collect();
        assert_eq!(decide(policies, &request, &stated), Decision::Allowed);
    }
    if dependence.allowable() == Truth::No {
        assert!(!decisions(policies, &request, unknown, facts).contains(&Decision::Allowed));
    }
    assert!(dependence.exhausted() || !sets.is_empty());
    if !dependence.proved() {
        return;
    }
    // No set is missing: what is part of none that is reported leaves every other decision open.
    for keys in parts(unknown) {
        if !sets.iter().any(|set| set.iter().all(|key| keys.contains(&key.as_str()))) {
            let mut decisions = decisions(policies, &request, &keys, facts);
            decisions.remove(&Decision::Depends);
            assert!(decisions.len() < 2, "{keys:?} decide: {decisions:?}");
        }
    }
}

/// All sets of these keys.
pub(crate) fn parts<'a>(keys: &[&'a str]) -> Vec<Vec<&'a str>> {
    let Some((first, rest)) = keys.split_first() else { return vec![Vec::new()] };
    let without = parts(rest);
    let with = without.iter().map(|part| [&[*first], part.as_slice()].concat());
    with.chain(without.iter().cloned()).collect()
}
