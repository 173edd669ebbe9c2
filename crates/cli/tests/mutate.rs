//! `sayso test --mutate`, as its users run it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "clippy allows these in test functions, not in what they share"
)]

#[path = "support/files.rs"]
mod files;

use std::path::Path;
use std::process::{Command, Output};
use std::str;

use files::{folder, out, samples_folder};
use serde_json::{Value, json};
use tempfile::TempDir;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.arg("test").arg("--mutate").args(arguments).current_dir(folder).output().unwrap()
}

fn samples(arguments: &[&str]) -> Output {
    run(&samples_folder(), arguments)
}

/// The changes that survive in a folder with one test file.
fn survivors(folder: &TempDir, arguments: &[&str]) -> Vec<String> {
    let output = run(folder.path(), &[arguments, &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(out(&output)).unwrap();
    let survivors = report["mutation"]["survivors"].as_array().unwrap().iter();
    survivors
        .map(|it| format!("{}: {}", it["direction"].as_str().unwrap(), it["change"].as_str().unwrap()))
        .collect()
}

#[test]
fn the_untested_deny_clause_and_value_survive() {
    let output = samples(&["gaps.yaml"]);
    assert_eq!(output.status.code(), Some(0), "survivors alone fail nothing");
    assert_eq!(
        out(&output),
        "8 mutants, 4 noticed, 4 not
  uploader.json:7:23: `Upload`: widen `s3:PutObject` to `s3:*` (weaker)
    would notice: a request that only this keeps from being allowed, `expected: denied`
  uploader.json:9:44: `Upload`: drop the clause `StringEquals s3:x-amz-server-side-encryption` (weaker)
    would notice: a request that only this keeps from being allowed, `expected: denied`
  uploader.json:9:90: `Upload`: drop `aws:kms` from `StringEquals s3:x-amz-server-side-encryption` (stronger)
    would notice: a request that only this allows, `expected: allowed`
  uploader.json:11:9: `NothingInTheClear`: drop the Deny statement (weaker)
    would notice: a request that only this denies and others allow, `expected: explicitDeny`
2 passed, 0 failed
"
    );
}

#[test]
fn tests_without_gaps_notice_every_change() {
    let output = samples(&["full.yaml", "--mutate-strict"]);
    assert_eq!(
        (output.status.code(), out(&output)),
        (Some(0), "8 mutants, 8 noticed, 0 not\n7 passed, 0 failed\n")
    );
}

#[test]
fn strictness_is_asked_for_and_says_why_it_fails() {
    let output = samples(&["gaps.yaml", "--mutate-strict", "--format", "junit"]);
    let message = "sayso: no test notices 4 of the changes, and `--mutate-strict` asks for none\n";
    assert_eq!((output.status.code(), str::from_utf8(&output.stderr)), (Some(1), Ok(message)));
}

#[test]
fn the_number_of_mutants_has_a_bound_that_is_told() {
    let output = samples(&["gaps.yaml", "--mutate-max", "2"]);
    assert!(
        out(&output).starts_with("2 mutants, 1 noticed, 1 not\nstopped after 2 mutants"),
        "{}",
        out(&output)
    );
    let all = samples(&["gaps.yaml", "--mutate-max", "8"]);
    assert!(!out(&all).contains("stopped"), "{}", out(&all));
}

#[test]
fn files_that_share_a_policy_notice_together() {
    let policy = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow",
        "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}}"#;
    let test = |action: &str, expected: &str| {
        format!(
            "{{principal: 'arn:aws:iam::123456789012:user/ana', policies: {{identity: ../p.json}}, \
             action: {action}, expected: {expected}}}"
        )
    };
    let folder = folder(&[
        ("p.json", policy),
        ("a/a.test.yaml", &test("s3:GetObject", "allowed")),
        ("b/b.test.yaml", &test("s3:PutObject", "allowed")),
        ("c/c.test.yaml", &test("s3:DeleteObject", "denied")),
    ]);
    assert_eq!(out(&run(folder.path(), &[])), "4 mutants, 4 noticed, 0 not\n3 passed, 0 failed\n");
    assert_eq!(
        survivors(&folder, &["a"]),
        ["weaker: widen `s3:GetObject` to `s3:*`", "stronger: drop `s3:PutObject` from `Action`"]
    );
}

/// Everything that is changed in a policy of a resource, here inside the YAML.
const QUEUE: &str = r#"
principal: arn:aws:iam::444455556666:role/other
resource: {arn: "arn:aws:sqs:eu-west-1:123456789012:q", account: "123456789012"}
action: sqs:SendMessage
policies:
  identity: managed:AdministratorAccess
  resource:
    Version: "2012-10-17"
    Statement:
      - Sid: Send
        Effect: Allow
        Principal: {AWS: ["444455556666", "111122223333"]}
        Action: [sqs:Send*, sns:Publish]
        NotResource: [a, b]
        Condition:
          Bool: {aws:SecureTransport: "true"}
          StringNotEquals: {aws:PrincipalOrgID: [o-1, o-2]}
      - Effect: Deny
        NotPrincipal: {AWS: ["444455556666", "arn:aws:iam::444455556666:role/other",
                             "arn:aws:sts::444455556666:assumed-role/other/session"]}
        Action: "*"
        Resource: "*"
tests:
  - {name: fails, expected: allowed}
"#;

#[test]
fn every_kind_of_change_is_made_and_a_failing_test_notices_none() {
    assert_eq!(
        survivors(&folder(&[("a.test.yaml", QUEUE)]), &[]),
        [
            "stronger: drop the Allow statement",
            "weaker: widen `Principal` to `*`",
            "stronger: drop `444455556666` from `Principal`",
            "stronger: drop `111122223333` from `Principal`",
            "stronger: drop `sqs:Send*` from `Action`",
            "weaker: widen `sqs:Send*` to `sqs:*`",
            "stronger: drop `sns:Publish` from `Action`",
            "weaker: widen `sns:Publish` to `sns:*`",
            "weaker: drop `a` from `NotResource`",
            "weaker: drop `b` from `NotResource`",
            "weaker: drop the `Condition`",
            "weaker: drop the clause `Bool aws:SecureTransport`",
            "weaker: drop the clause `StringNotEquals aws:PrincipalOrgID`",
            "weaker: drop `o-1` from `StringNotEquals aws:PrincipalOrgID`",
            "weaker: drop `o-2` from `StringNotEquals aws:PrincipalOrgID`",
            "weaker: drop the Deny statement",
            "stronger: drop `444455556666` from `NotPrincipal`",
            "stronger: drop `arn:aws:iam::444455556666:role/other` from `NotPrincipal`",
            "stronger: drop `arn:aws:sts::444455556666:assumed-role/other/session` from `NotPrincipal`",
        ]
    );
    let passing = QUEUE.replace("{name: fails,", "{name: passes, context: {aws:SecureTransport: true},");
    let survivors = survivors(&folder(&[("a.test.yaml", &passing)]), &[]);
    let noticed = [
        "stronger: drop the Allow statement",
        "stronger: drop `444455556666` from `Principal`",
        "stronger: drop `sqs:Send*` from `Action`",
        "stronger: drop `444455556666` from `NotPrincipal`",
    ];
    assert!(noticed.iter().all(|change| !survivors.contains(&(*change).to_owned())), "{survivors:?}");
    assert_eq!(survivors.len(), 13);
}

#[test]
fn what_the_grammar_refuses_is_no_mutant() {
    // An RCP's principal is everybody, its Allow implied, and its actions name a service.
    let rcp = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*"}]}"#;
    let test = "principal: arn:aws:iam::123456789012:root\npolicies: {rcps: rcp.json}\n\
                action: s3:PutObject\nexpected: explicitDeny\n";
    let changes = survivors(&folder(&[("rcp.json", rcp), ("a.test.yaml", test)]), &[]);
    assert_eq!(changes, ["stronger: widen `s3:PutObject` to `s3:*`"]);
}

#[test]
fn a_change_that_no_expectation_tells_apart_survives_and_a_sid_tells_it() {
    let policy = r#"{"Version": "2012-10-17", "Statement": [
        {"Sid": "No", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}"#;
    let test = |expected: &str| {
        format!(
            "principal: arn:aws:iam::123456789012:user/ana\npolicies: {{identity: p.json}}\n\
             action: s3:GetObject\nexpected: {expected}\n"
        )
    };
    for (expected, noticed) in [("denied", 0), ("explicitDeny", 1), ("denied\nsid: No", 1)] {
        let folder = folder(&[("p.json", policy), ("a.test.yaml", &test(expected))]);
        assert_eq!(survivors(&folder, &[]).len(), 1 - noticed, "{expected}");
    }
}

#[test]
fn one_file_in_two_parts_is_changed_in_both() {
    let policy = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}"#;
    let test = "principal: arn:aws:iam::123456789012:user/ana\npolicies: {identity: p.json, boundary: p.json}\n\
                tests:\n  - {action: s3:PutObject, expected: denied}\n";
    let folder = folder(&[("p.json", policy), ("a.test.yaml", test)]);
    assert_eq!(survivors(&folder, &[]), ["stronger: drop the Allow statement"]);
}

#[test]
fn json_and_github_place_each_survivor() {
    let output = samples(&["gaps.yaml", "--format", "json"]);
    let report: Value = serde_json::from_str(out(&output)).unwrap();
    let mutation = &report["mutation"];
    assert_eq!(
        (&mutation["mutants"], &mutation["noticed"], &mutation["stopped"]),
        (&json!(8), &json!(4), &json!(false))
    );
    assert_eq!(
        mutation["survivors"][3],
        json!({
            "statement": 2, "sid": "NothingInTheClear", "direction": "weaker", "change": "drop the Deny statement",
            "noticedBy": "a request that only this denies and others allow, `expected: explicitDeny`",
            "file": "uploader.json", "line": 11, "column": 9, "endLine": 17, "endColumn": 10,
        })
    );
    let output = samples(&["gaps.yaml", "--format", "github"]);
    let line = "::warning file=uploader.json,line=11,col=9,endLine=17::no test notices this change to \
                `NothingInTheClear`: drop the Deny statement (weaker); this would: a request that only this denies \
                and others allow, `expected: explicitDeny`\n";
    assert!(out(&output).contains(line), "{}", out(&output));
}
