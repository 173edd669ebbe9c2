//! The cases of `tests/cases/prove`: a question, two documents, the answer and why it is so.

use std::fs;
use std::path::Path;

use sayso_catalog::ServiceReference;
use serde_json::{Value, json};

use super::{AttachedPolicies, Verdict, identity, prover, resource};
use crate::prove::compositions;

#[test]
fn every_case_is_answered_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/prove");
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
        for case in &cases {
            count += 1;
            let is_resource = case["question"] == "public" || case["type"] == "resource";
            let policies = |short: &Value| {
                let document = document(short, is_resource);
                if is_resource { resource(&document) } else { identity(&document) }
            };
            let one = policies(&case["one"]);
            let other = if case["other"].is_null() { policies(&json!([])) } else { policies(&case["other"]) };
            for shortcuts in [true, false] {
                let mut prover = prover(shortcuts, ServiceReference::embedded());
                let verdict = match case["question"].as_str().unwrap() {
                    "within" => prover.within(&one, &other),
                    "equivalent" => prover.equivalent(&one, &other),
                    "allow the same" => prover.allow_the_same(&one, &other),
                    "disjoint" => prover.disjoint(&one, &other),
                    "not granted" => prover.not_granted(&one, &other.identity[0].policy),
                    "public" => alone(&one).iter().map(|own| prover.not_public(own)).reduce(worse).unwrap(),
                    question => panic!("no question `{question}`"),
                };
                let answer = match verdict {
                    Verdict::Holds => "holds",
                    Verdict::Fails(_) => "fails",
                    Verdict::Unknown(_) => "unknown",
                };
                // Without shortcuts other words are found, some of which come to nothing.
                if case["answer"] != answer && (shortcuts || answer != "unknown") {
                    wrong.push(format!("{}: {verdict:?}", case["id"]));
                }
            }
        }
    }
    assert!(wrong.is_empty() && count > 90, "{count} cases, wrong: {wrong:#?}");
}

/// A resource's policy in all compositions in which it is judged.
fn alone(policies: &AttachedPolicies) -> Vec<AttachedPolicies> {
    compositions(&policies.resource[0])
}

/// What does not hold in one of them does not hold.
fn worse(one: Verdict, other: Verdict) -> Verdict {
    match (&one, &other) {
        (Verdict::Fails(_), _) | (Verdict::Unknown(_), Verdict::Holds) => one,
        _ => other,
    }
}

/// Statements in short: a list of them, or one.
fn document(short: &Value, is_resource: bool) -> Value {
    let statements = match short {
        Value::Array(all) => all.clone(),
        one => vec![one.clone()],
    };
    let filled = statements.into_iter().map(|mut statement| {
        let fields = statement.as_object_mut().unwrap();
        fields.entry("Effect").or_insert("Allow".into());
        if is_resource && !fields.contains_key("NotPrincipal") {
            fields.entry("Principal").or_insert("*".into());
        }
        if !fields.contains_key("NotAction") {
            fields.entry("Action").or_insert("s3:*".into());
        }
        if !fields.contains_key("NotResource") {
            fields.entry("Resource").or_insert("*".into());
        }
        statement
    });
    json!({"Version": "2012-10-17", "Statement": filled.collect::<Vec<_>>()})
}
