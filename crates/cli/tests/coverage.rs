//! `sayso test --coverage`, as its users run it.
#![allow(clippy::unwrap_used, reason = "clippy allows it in test functions, not in what they share")]

#[path = "support/files.rs"]
mod files;

use std::path::Path;
use std::process::{Command, Output};
use std::str;

use files::{folder, out, samples_folder};
use serde_json::{Value, json};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.arg("test").args(arguments).current_dir(folder).output().unwrap()
}

fn samples(arguments: &[&str]) -> Output {
    run(&samples_folder(), arguments)
}

#[test]
fn the_untested_deny_clause_and_value_are_found_at_their_places() {
    let output = samples(&["gaps.yaml", "--coverage"]);
    assert_eq!(output.status.code(), Some(0));
    let text = out(&output);
    for line in [
        "uploader.json  statements 1/2  elements 1/5  values 3/7\n",
        "uploader.json:7:13: `Action` of statement `Upload` never fails\n",
        "uploader.json:9:44: `StringEquals s3:x-amz-server-side-encryption` of statement `Upload` never fails\n",
        "uploader.json:9:90: `aws:kms` in `StringEquals s3:x-amz-server-side-encryption` of statement `Upload` \
         is never hit\n",
        "uploader.json:11:9: statement `NothingInTheClear` never matches\n",
        "coverage 35% (5/14)\n2 passed, 0 failed\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
    assert_eq!(out(&samples(&["gaps.yaml", "--coverage"])), text, "the same run makes the same report");
}

#[test]
fn tests_without_gaps_cover_everything() {
    let output = samples(&["full.yaml", "--coverage", "--coverage-min", "100"]);
    let counts = "uploader.json  statements 2/2  elements 5/5  values 7/7\ncoverage 100% (14/14)\n";
    assert_eq!(
        (output.status.code(), out(&output)),
        (Some(0), &*format!("{counts}7 passed, 0 failed\n")),
        "{output:?}"
    );
}

#[test]
fn json_has_every_gap_with_its_extent() {
    let report: Value =
        serde_json::from_str(out(&samples(&["gaps.yaml", "--coverage", "--format", "json"]))).unwrap();
    assert_eq!(report["passed"], 2);
    let policy = &report["coverage"]["policies"][0];
    assert_eq!(policy["statements"], json!({"covered": 1, "total": 2}));
    assert_eq!(policy["values"], json!({"covered": 3, "total": 7}));
    let gap = |at: usize| policy["uncovered"][at].clone();
    assert_eq!(
        gap(2),
        json!({
            "kind": "value", "statement": 1, "sid": "Upload", "value": "aws:kms",
            "element": "StringEquals s3:x-amz-server-side-encryption", "missing": ["hit"],
            "file": "uploader.json", "line": 9, "column": 90, "endLine": 9, "endColumn": 99,
        })
    );
    assert_eq!(
        gap(3),
        json!({
            "kind": "statement", "statement": 2, "sid": "NothingInTheClear", "missing": ["match"],
            "file": "uploader.json", "line": 11, "column": 9, "endLine": 17, "endColumn": 10,
        })
    );
    let without: Value = serde_json::from_str(out(&samples(&["gaps.yaml", "--format", "json"]))).unwrap();
    assert_eq!(without.get("coverage"), None);
}

#[test]
fn too_little_coverage_fails_and_says_so_in_every_format() {
    for format in ["text", "json", "junit", "github"] {
        let run =
            |least: &str| samples(&["gaps.yaml", "--coverage", "--coverage-min", least, "--format", format]);
        let output = run("36");
        let message = "sayso: the coverage is 35%, and `--coverage-min` asks for 36%\n";
        assert_eq!((output.status.code(), str::from_utf8(&output.stderr)), (Some(1), Ok(message)));
        assert_eq!(run("35").status.code(), Some(0));
    }
    for wrong in [&["--coverage-min", "50"][..], &["--coverage", "--coverage-min", "101"]] {
        assert_eq!(samples(wrong).status.code(), Some(2));
    }
}

#[test]
fn github_shows_gaps_and_failures_beside_their_lines() {
    let output = samples(&["gaps.yaml", "--coverage", "--format", "github"]);
    let line = "::warning file=uploader.json,line=11,col=9,endLine=17::statement `NothingInTheClear` never \
                matches\n";
    assert!(out(&output).contains(line), "{}", out(&output));
    let test = "principal: arn:aws:iam::123456789012:user/ana\ntests:\n  \
                - {name: \"100%\\n::notice::\", action: s3:GetObject, expected: allowed}\n";
    let output = run(folder(&[("a,b.yaml", test)]).path(), &["a,b.yaml", "--format", "github"]);
    let line = "::error file=a%2Cb.yaml,line=3,col=5,endLine=3::FAILED 100%25%0A::notice::: expected allowed, \
                got implicitDeny; silent: identity policies\n";
    assert_eq!((output.status.code(), out(&output)), (Some(1), line));
}

const ALLOW: &str = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*",
    "Resource": ["arn:aws:s3:::a", "arn:aws:s3:::b"]}}"#;

fn asks(policy: &str, action: &str, resource: &str, expected: &str) -> String {
    format!(
        "{{principal: 'arn:aws:iam::123456789012:user/ana', policies: {{identity: [{policy}]}}, \
         action: {action}, resource: '{resource}', expected: {expected}}}\n"
    )
}

#[test]
fn a_policy_that_several_files_name_is_one() {
    let folder = folder(&[
        ("p/role.json", ALLOW),
        ("t/one/a.test.yaml", &asks("../../p/role.json", "s3:ListBucket", "arn:aws:s3:::a", "allowed")),
        ("t/two/b.test.yaml", &asks("../../p/role.json", "sqs:X", "arn:aws:s3:::b", "denied")),
        ("t/c.test.yaml", &asks("../p/role.json", "s3:ListBucket", "arn:aws:s3:::b", "allowed")),
    ]);
    let report = "p/role.json  statements 1/1  elements 1/2  values 3/3\n  \
                  p/role.json:2:5: `Resource` of statement 1 never fails\ncoverage 83% (5/6)\n\
                  3 passed, 0 failed\n";
    assert_eq!(out(&run(folder.path(), &["--coverage"])), report);
}

#[test]
fn policies_inside_a_file_go_by_their_line_and_managed_ones_are_left_out() {
    let inline = "{Statement: {Sid: \"*\", Effect: Allow, Action: \"*\", Resource: \"*\"}}";
    let text = format!(
        "---\n{}---\n{}",
        asks("managed:ReadOnlyAccess", "s3:GetObject", "arn:aws:s3:::a/b", "allowed"),
        asks(inline, "s3:GetObject", "arn:aws:s3:::a/b", "allowed")
    );
    let output = run(folder(&[("a.test.yaml", &text)]).path(), &["--coverage"]);
    // What every request meets need not fail.
    let report =
        "a.test.yaml:4  statements 1/1  elements 0/0  values 2/2\ncoverage 100% (3/3)\n2 passed, 0 failed\n";
    assert_eq!(out(&output), report, "{output:?}");
}

/// Exempts are hit where the rest of the statement matches; presence decides `Null`.
const DENY: &str = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "NotAction": ["sts:*", "iam:*"],
    "Resource": "*", "Condition": {"Null": {"aws:TokenIssueTime": ["true"]}}}}"#;

#[test]
fn negated_elements_and_null_are_hit_by_what_decides_them() {
    let tests = "principal: arn:aws:iam::123456789012:user/ana\npolicies: {identity: role.json}\ntests:\n  \
                 - {action: [s3:X, sts:X], expected: denied}\n  \
                 - {action: iam:X, context: {aws:TokenIssueTime: 2026-01-01T00:00:00Z}, expected: denied}\n";
    let folder = folder(&[("role.json", DENY), ("a.test.yaml", tests)]);
    let report = "role.json  statements 1/1  elements 2/2  values 3/4\n  role.json:1:82: `iam:*` in `NotAction` of \
                  statement 1 is never hit\ncoverage 85% (6/7)\n3 passed, 0 failed\n";
    assert_eq!(out(&run(folder.path(), &["--coverage"])), report);
}
