//! What passes, what fails, and what a failure shows.

use super::{Folder, Ran, repository, run, with_tests};

#[test]
fn all_vectors_pass() {
    let ran = run(&repository(), &["tests/vectors/decisions.json"], "");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "517 passed, 0 failed\n", ""));
}

#[test]
fn a_wrong_vector_is_told_with_its_line() {
    let text = std::fs::read_to_string(repository().join("tests/vectors/decisions.json")).unwrap();
    let text = text.replacen("\"expected\":\"allowed\"", "\"expected\":\"explicitDeny\"", 1);
    let ran = Folder::new().with("v.json", text).run(&["v.json"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.starts_with("v.json:2:1: FAILED V001: expected explicitDeny, got allowed by "),
        "{}",
        ran.out
    );
    assert_eq!(ran.last_line(), "516 passed, 1 failed");
}

#[test]
fn a_failure_shows_the_statement_that_decided() {
    let ran = with_tests("  - {name: deletes, action: s3:DeleteObject, expected: allowed}\n").run(&[]);
    assert_eq!(ran.code, 1);
    let expected = "\
a.test.yaml:6:5: FAILED deletes: expected allowed, got explicitDeny by `Keep` at role.json:10:5 (Deny in the identity policies)
  --> role.json:12:17
   |
12 |       \"Effect\": \"Deny\",
   |                 ^^^^^^ this denies
13 |       \"Action\": \"s3:Delete*\",
   |                 ------------
14 |       \"Resource\": \"*\"
   |                   ---

0 passed, 1 failed
";
    assert_eq!(ran.out, expected);
}

#[test]
fn an_implicit_denial_shows_the_layers_that_were_silent() {
    let ran = with_tests(
        "  - name: puts
    action: s3:PutObject
    expected: allowed
    policies:
      boundary: {Version: 2012-10-17, Statement: {Effect: Allow, Action: s3:List*, Resource: '*'}}
      scps: [{level: Root, policies: 'managed:AdministratorAccess'}, {level: Lab, policies: role.json}]
",
    )
    .run(&[]);
    let line = "FAILED puts: expected allowed, got implicitDeny; \
                silent: SCPs of Lab, identity policies, permissions boundary\n";
    assert!(ran.out.contains(line), "{}{}", ran.out, ran.err);
}

#[test]
fn a_sid_must_be_among_those_that_decide() {
    let one = |expected: &str, action: &str, sid: &str| -> Ran {
        let test = format!("  - {{name: t, action: {action}, expected: {expected}, sid: {sid}}}\n");
        with_tests(&test).run(&[])
    };
    assert_eq!(one("allowed", "s3:GetObject", "Read").code, 0);
    assert_eq!(one("explicitDeny", "s3:DeleteObject", "Keep").code, 0);
    assert_eq!(one("denied", "s3:DeleteObject", "Keep").code, 0);
    // `Read` matches a deletion, too, but an Allow does not deny.
    let wrong = one("denied", "s3:DeleteObject", "Read");
    assert_eq!(wrong.code, 1);
    assert!(wrong.out.contains("expected denied by `Read`, got explicitDeny by `Keep`"), "{}", wrong.out);
    let none = one("denied", "s3:PutObject", "Keep");
    assert_eq!(none.code, 1);
    assert!(none.out.contains("got implicitDeny; silent: identity policies"), "{}", none.out);
    let typo = one("allowed", "s3:GetObject", "Reed");
    assert!(
        typo.out.contains("by `Reed` (no statement has this Sid), got allowed by `Read`"),
        "{}",
        typo.out
    );
}

#[test]
fn every_action_on_every_resource_is_a_case() {
    let ran = with_tests(
        "  - name: both
    action: [s3:GetObject, s3:DeleteObject]
    resource: [arn:aws:s3:::logs/x, arn:aws:s3:::logs/y]
    expected: allowed
",
    )
    .run(&["-v"]);
    assert_eq!(ran.last_line(), "2 passed, 2 failed");
    assert!(ran.out.contains("passed both [s3:GetObject on arn:aws:s3:::logs/y]"), "{}", ran.out);
    assert!(ran.out.contains("FAILED both [s3:DeleteObject on arn:aws:s3:::logs/x]"), "{}", ran.out);
}

#[test]
fn a_test_that_tests_nothing_is_no_test() {
    for (test, message) in [
        ("  - {name: t, action: s3:GetObject}\n", "the test has no `expected`"),
        ("  - {name: t, action: [], expected: allowed}\n", "`action` is an empty list"),
        (
            "  - {name: t, action: s3:GetObject, resource: [], expected: allowed}\n",
            "`resource` is an empty list",
        ),
        ("  []\n", "the file holds no case"),
    ] {
        let ran = with_tests(test).run(&[]);
        assert_eq!((ran.code, ran.last_line()), (2, "0 passed, 0 failed, 1 unreadable"), "{test}");
        assert!(ran.err.contains(message), "{test}: {}", ran.err);
    }
}

#[test]
fn what_cannot_be_read_is_told_once_and_the_rest_runs() {
    let ran = with_tests(
        "  - {name: a, action: s3:GetObject, expected: allowed}
  - {name: b, acton: s3:GetObject, expected: allowed}
  - {name: c, action: s3:GetObject, expected: allowed, policies: {identity: nowhere.json}}
  - {name: d, action: s3:GetObject, expected: allowed, policies: {identity: 'managed:AdminstratorAccess'}}
  - {name: e, action: s3:PutObject, expected: allowed}
",
    )
    .run(&[]);
    assert_eq!((ran.code, ran.last_line()), (2, "1 passed, 1 failed, 3 unreadable"));
    for message in [
        "a.test.yaml:7:15: error[INVALID_CASE]: unknown field `acton` (did you mean `action`?)",
        "error[POLICY_NOT_FOUND]: cannot read `nowhere.json`: no such file",
        "did you mean `AdministratorAccess`?",
    ] {
        assert!(ran.err.contains(message), "{message}: {}", ran.err);
    }
    let shared =
        super::scenario("  - {action: s3:A, expected: denied}\n  - {action: s3:B, expected: denied}\n");
    let ran = Folder::new().with("a.test.yaml", shared).run(&[]);
    assert_eq!(ran.last_line(), "0 passed, 0 failed, 2 unreadable");
    assert_eq!(ran.err.matches("cannot read").count(), 1, "{}", ran.err);
}
