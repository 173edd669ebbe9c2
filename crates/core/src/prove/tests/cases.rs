//! The cases of `tests/cases/prove`: a question, two documents, the answer and why it is so.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Verdict, identity, prover};

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
            let one = identity(&document(&case["one"]));
            let other = identity(&document(&case["other"]));
            for shortcuts in [true, false] {
                let mut prover = prover(shortcuts);
                let verdict = match case["question"].as_str().unwrap() {
                    "within" => prover.within(&one, &other),
                    "equivalent" => prover.equivalent(&one, &other),
                    "allow the same" => prover.allow_the_same(&one, &other),
                    "disjoint" => prover.disjoint(&one, &other),
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
    assert!(wrong.is_empty() && count > 20, "{count} cases, wrong: {wrong:#?}");
}

/// Statements in short: a list of them, or one.
fn document(short: &Value) -> Value {
    let statements = match short {
        Value::Array(all) => all.clone(),
        one => vec![one.clone()],
    };
    let filled = statements.into_iter().map(|mut statement| {
        let fields = statement.as_object_mut().unwrap();
        fields.entry("Effect").or_insert("Allow".into());
        if !fields.contains_key("NotAction") {
            fields.entry("Action").or_insert("s3:*".into());
        }
        if !fields.contains_key("NotResource") {
            fields.entry("Resource").or_insert("*".into());
        }
        statement
    });
    serde_json::json!({"Version": "2012-10-17", "Statement": filled.collect::<Vec<_>>()})
}
