//! Every decision vector, as given and with the principal's keys left to be derived.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking; `allow-…-in-tests` covers test functions only"
)]

use sayso::case::{LoadError, read_cases};
use sayso::{Case, Limits, NoTrace, PolicyLoader, Source, Trace, evaluate, json};

struct NoFiles;

impl PolicyLoader for NoFiles {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        Err(LoadError::Missing(format!("`{reference}` is not inline")))
    }
}

fn vectors(text: String) -> Vec<Case> {
    let source = Source::new("decisions.json", text);
    let limits = Limits::default();
    let node = json::parse(&source, &limits).expect("the vectors are JSON");
    read_cases(&source, &node, &limits, &NoFiles)
        .into_iter()
        .map(|case| case.unwrap_or_else(|case| panic!("{:?}: {}", case.id, case.diagnostics[0])))
        .collect()
}

fn text() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/decisions.json");
    std::fs::read_to_string(path).expect("the vectors are in the repository")
}

fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let expected = case.expected.expect("every vector expects a decision");
        let decision = evaluate(&case.policies, &case.request, &mut NoTrace);
        let traced = evaluate(&case.policies, &case.request, &mut Trace::default());
        if !expected.accepts(decision) || traced != decision {
            wrong.push(format!(
                "{} expected {}, got {decision:?}, traced {traced:?}: {}",
                case.id,
                expected.as_str(),
                case.description.as_deref().unwrap_or_default()
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn all_vectors_decide_as_expected_traced_or_not() {
    let cases = vectors(text());
    assert_eq!(cases.len(), 517);
    check(&cases);
}

#[test]
fn keys_that_follow_from_the_principal_are_derived() {
    let derivable = [
        "aws:principalarn",
        "aws:principalaccount",
        "aws:principaltype",
        "aws:username",
        "aws:principalisawsservice",
        "aws:principalservicename",
    ];
    let mut removed = 0;
    let mut file: serde_json::Value = serde_json::from_str(&text()).unwrap();
    for case in file.as_array_mut().unwrap() {
        let context = case["context"].as_object_mut().unwrap();
        let before = context.len();
        context.retain(|key, _| !derivable.contains(&key.to_lowercase().as_str()));
        removed += before - context.len();
    }
    assert!(removed > 50, "only {removed} keys to derive");
    check(&vectors(file.to_string()));
}
