//! The cases of `tests/cases/decide`: one story each, expected by rule, decided traced and not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sayso::case::{LoadError, read_cases};
use sayso::{Case, Decision, Limits, NoTrace, PolicyLoader, Source, Trace, evaluate, json};

struct NoFiles;

impl PolicyLoader for NoFiles {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        Err(LoadError::Missing(format!("`{reference}` is not inline")))
    }
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/decide");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}

fn cases(path: &Path) -> Vec<Case> {
    let source = Source::new(path.display().to_string(), fs::read_to_string(path).unwrap());
    let limits = Limits::default();
    let node = json::parse(&source, &limits).unwrap_or_else(|fault| panic!("{}: {fault:?}", path.display()));
    let read = |case: Result<Case, sayso::case::UnreadableCase>| {
        case.unwrap_or_else(|case| panic!("{:?}: {}", case.id, case.diagnostics[0]))
    };
    read_cases(&source, &node, &limits, &NoFiles).into_iter().map(read).collect()
}

fn decide(policies: &Case, request: &Case) -> (Decision, Decision) {
    let untraced = evaluate(&policies.policies, &request.request, &mut NoTrace);
    (untraced, evaluate(&policies.policies, &request.request, &mut Trace::default()))
}

#[test]
fn every_case_decides_as_its_rule_says_traced_or_not() {
    let (mut wrong, mut ids) = (Vec::new(), BTreeSet::new());
    for case in files().iter().flat_map(|path| cases(path)) {
        let expected = case.expected.expect("every case expects a decision");
        let (untraced, traced) = decide(&case, &case);
        if !expected.accepts(untraced) || traced != untraced {
            let story = case.description.as_deref().unwrap_or_default();
            wrong.push(format!(
                "{} expected {}, got {untraced:?}, traced {traced:?}: {story}",
                case.id,
                expected.as_str()
            ));
        }
        assert!(ids.insert(case.id.clone()), "{} is there twice", case.id);
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), ids.len(), wrong.join("\n"));
    assert!(ids.len() >= 250, "only {} cases", ids.len());
}

/// A variable's value must not stay behind in the compiled policy.
#[test]
fn one_compiled_policy_decides_for_one_principal_after_the_other() {
    let path = files().into_iter().find(|path| path.ends_with("rivals.json")).expect("rivals.json");
    let cases = cases(&path);
    let find = |id| cases.iter().find(|case| case.id == id).expect(id);
    let (bob, alice) = (find("R07-kept-variable-bob"), find("R07-kept-variable-alice"));
    for (request, decision) in [
        (bob, Decision::Allowed),
        (alice, Decision::ImplicitDeny),
        (bob, Decision::Allowed),
        (alice, Decision::ImplicitDeny),
    ] {
        assert_eq!(decide(bob, request), (decision, decision), "{}", request.id);
    }
}

/// An operator that does not exist is refused (G10): it is never true.
#[test]
fn an_unknown_or_mistyped_operator_is_refused() {
    for operator in [
        "StringEqual",
        "stringequals",
        "StringEqualsIfExist",
        "NullIfExists",
        "ForAnyValues:StringEquals",
        "ForAllValues:ForAnyValue:StringEquals",
        "NotBool",
        "",
    ] {
        let text = format!(
            r#"{{"principal": "arn:aws:iam::123456789012:user/Bob", "action": "s3:GetObject", "resource": "*",
            "policies": {{"identity": {{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "*",
            "Resource": "*", "Condition": {{"{operator}": {{"aws:username": "Bob"}}}}}}}}}}}}"#
        );
        let source = Source::new("case", text);
        let node = json::parse(&source, &Limits::default()).expect("the case is JSON");
        let read = read_cases(&source, &node, &Limits::default(), &NoFiles);
        assert!(matches!(read.as_slice(), [Err(_)]), "`{operator}` was accepted");
    }
}
