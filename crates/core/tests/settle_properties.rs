//! Random small policies and two unknown keys: what is settled holds for every completion of a pool that
//! knows nothing of how settling works; what depends is shown by true examples, and minimal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper may fail loudly"
)]

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sayso::request::Key;
use sayso::settle::{DEFAULT_BUDGET, DecidingKeys};
use sayso::{
    Action, AttachedPolicies, Context, Decision, Fact, Limits, NoTrace, Policy, PolicyDocument, PolicyType,
    Principal, Request, Resource, Settled, Source, Truth, evaluate, settle,
};
use serde_json::{Value, json};

const UNKNOWN: [&str; 3] = ["k:one", "k:two", "aws:TagKeys"];

/// Operators and values that they are given. Each family is used alone or mixed with others.
const FAMILIES: [(&[&str], &[&str]); 8] = [
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
const POOL: [&str; 33] = [
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

fn pool() -> Vec<Fact<'static>> {
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

fn clause() -> impl Strategy<Value = (String, String, Vec<String>)> {
    let family =
        (0..FAMILIES.len() + 3).prop_map(|number| if number < FAMILIES.len() { number } else { number % 2 });
    let typed = family.prop_flat_map(|number| {
        let (operators, values) = FAMILIES[number];
        let several = 1..=if number == 4 { 1 } else { 2 };
        (
            select(operators),
            subsequence(values, several),
            select(&["", "", "ForAllValues:", "ForAnyValue:"][..]),
        )
    });
    let typed = (typed, any::<bool>(), any::<bool>()).prop_map(|((base, values, set), one, two)| {
        let if_exists = if one && two { "IfExists" } else { "" };
        (format!("{set}{base}{if_exists}"), values.into_iter().map(str::to_owned).collect())
    });
    let null = select(&["true", "false"][..]).prop_map(|wanted| ("Null".to_owned(), vec![wanted.to_owned()]));
    let operator = prop_oneof![6 => typed, 1 => null];
    let key = prop_oneof![
        4 => Just("k:one"),
        3 => Just("k:two"),
        1 => Just("aws:TagKeys"),
        1 => Just("k:known"),
    ];
    (operator, key).prop_map(|((operator, values), key)| (operator, key.to_owned(), values))
}

fn statement(principal: bool) -> impl Strategy<Value = Value> {
    let resource = prop_oneof![
        5 => Just("*"),
        1 => Just("arn:aws:s3:::b/${k:one}/*"),
        1 => Just("arn:aws:s3:::b/${k:two}${k:one}"),
    ];
    let effect = prop_oneof![2 => Just("Allow"), 1 => Just("Deny")];
    (effect, resource, prop::collection::vec(clause(), 0..=2)).prop_map(move |(effect, resource, clauses)| {
        let mut statement = json!({"Effect": effect, "Action": "s3:GetObject", "Resource": resource});
        for (operator, key, values) in clauses {
            statement["Condition"][operator][key] = json!(values);
        }
        if principal {
            statement["Principal"] = json!("*");
        }
        statement
    })
}

fn document(principal: bool) -> impl Strategy<Value = Value> {
    prop::collection::vec(statement(principal), 1..=3)
        .prop_map(|statements| json!({"Version": "2012-10-17", "Statement": statements}))
}

fn compile(document: &Value, policy_type: PolicyType) -> Arc<Policy> {
    let source = Source::new("policy", document.to_string());
    let document = PolicyDocument::parse(&source, &Limits::default());
    Arc::new(Policy::compile(Arc::new(document), policy_type).expect("generated policies are legal"))
}

/// Identity policy, permissions boundary, resource policy; compiled late, so that failures are readable.
type Documents = (Value, Option<Value>, Option<Value>);

fn documents() -> impl Strategy<Value = Documents> {
    let some = |principal| prop::option::weighted(0.3, document(principal));
    (document(false), some(false), some(true))
}

fn attached((identity, boundary, resource): &Documents) -> AttachedPolicies {
    AttachedPolicies {
        identity: vec![compile(identity, PolicyType::Identity).into()],
        permissions_boundary: boundary.as_ref().map(|it| compile(it, PolicyType::PermissionsBoundary)),
        resource: resource.iter().map(|it| compile(it, PolicyType::Resource)).collect(),
        ..AttachedPolicies::default()
    }
}

fn request<'a>(unknown: &[&'a str]) -> Request<'a> {
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

fn decide(policies: &AttachedPolicies, request: &Request<'_>, facts: &Stated<'_>) -> Decision {
    let mut stated = request.clone();
    for &(key, fact) in facts {
        stated.context.insert(key, fact.clone());
    }
    evaluate(policies, &stated, &mut NoTrace)
}

/// Facts stated of keys.
type Stated<'a> = [(&'a str, &'a Fact<'a>)];

/// Every way to state the keys with facts of the pool, handed to `each`.
fn complete<'a>(
    keys: &[&'a str],
    facts: &'a [Fact<'a>],
    stated: &mut Vec<(&'a str, &'a Fact<'a>)>,
    each: &mut dyn FnMut(&Stated<'a>),
) {
    let Some((key, rest)) = keys.split_first() else { return each(stated) };
    for fact in facts {
        stated.push((key, fact));
        complete(rest, facts, stated, each);
        stated.pop();
    }
}

/// The decisions that stating just `keys` can lead to.
fn decisions(
    policies: &AttachedPolicies,
    request: &Request,
    keys: &[&str],
    facts: &[Fact],
) -> BTreeSet<Decision> {
    let mut decisions = BTreeSet::new();
    complete(keys, facts, &mut Vec::new(), &mut |stated| {
        decisions.insert(decide(policies, request, stated));
    });
    decisions
}

fn check(policies: &AttachedPolicies, unknown: &[&str]) -> Result<(), TestCaseError> {
    let request = request(unknown);
    let mut facts = pool();
    if unknown.len() > 2 {
        facts = facts.into_iter().step_by(3).collect();
    }
    let dependence = match settle(policies, &request, DEFAULT_BUDGET) {
        Settled::Decided(decision) => {
            prop_assert_eq!(decisions(policies, &request, unknown, &facts), BTreeSet::from([decision]));
            return Ok(());
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
            prop_assert_eq!(decide(policies, &request, &stated), example.decision());
            prop_assert_ne!(example.decision(), Decision::Depends);
            prop_assert!(seen.insert(example.decision()));
        }
        prop_assert!(seen.len() > 1);
        prop_assert_eq!(sets.iter().filter(|other| other.is_subset(names)).count(), 1, "{:?}", &sets);
    }
    if let Some(set) = dependence.allowing() {
        let stated: Vec<(&str, &Fact)> =
            set.keys().iter().map(Key::as_str).zip(set.examples()[0].facts()).collect();
        prop_assert_eq!(decide(policies, &request, &stated), Decision::Allowed);
    }
    if dependence.allowable() == Truth::No {
        prop_assert!(!decisions(policies, &request, unknown, &facts).contains(&Decision::Allowed));
    }
    prop_assert!(dependence.exhausted() || !sets.is_empty());
    if !dependence.proved() {
        return Ok(());
    }
    // No set is missing: what is part of none that is reported leaves every other decision open.
    for keys in parts(unknown) {
        if !sets.iter().any(|set| set.iter().all(|key| keys.contains(&key.as_str()))) {
            let mut decisions = decisions(policies, &request, &keys, &facts);
            decisions.remove(&Decision::Depends);
            prop_assert!(decisions.len() < 2, "{:?} decide: {:?}", keys, decisions);
        }
    }
    Ok(())
}

/// All sets of these keys.
fn parts<'a>(keys: &[&'a str]) -> Vec<Vec<&'a str>> {
    let Some((first, rest)) = keys.split_first() else { return vec![Vec::new()] };
    let without = parts(rest);
    let with = without.iter().map(|part| [&[*first], part.as_slice()].concat());
    with.chain(without.iter().cloned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_settled_holds_and_what_depends_is_shown(
        documents in documents(),
        unknown in subsequence(&UNKNOWN[..], 2..=3),
    ) {
        check(&attached(&documents), &unknown)?;
    }
}
