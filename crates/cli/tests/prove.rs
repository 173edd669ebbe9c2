//! `sayso prove` and `sayso diff` as their users call them: what they answer, in each format, and their exit codes.
#![allow(clippy::unwrap_used, reason = "clippy allows it in test functions, not in what they share")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn policies() -> TempDir {
    let statement = |text: &str| format!(r#"{{"Version": "2012-10-17", "Statement": {text}}}"#);
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("reads.json", statement(r#"{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}"#)),
        (
            "same.json",
            statement(r#"{"Effect": "Allow", "Action": ["s3:GetObject", "s3:get*"], "Resource": "*"}"#),
        ),
        ("all.json", statement(r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#)),
        ("keys.json", statement(r#"{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}"#)),
        (
            "odd.json",
            statement(
                r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*",
                    "Condition": {"Bool": {"aws:SecureTransport": "tr${s3:prefix}"}}}"#,
            ),
        ),
        (
            "open.json",
            statement(
                r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                    "Resource": "arn:aws:s3:::pay/*"}"#,
            ),
        ),
        (
            "shut.json",
            statement(
                r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                    "Resource": "arn:aws:s3:::pay/*",
                    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}"#,
            ),
        ),
        (
            "maybe.json",
            statement(
                r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                    "Resource": "arn:aws:s3:::pay/*",
                    "Condition": {"Bool": {"aws:SecureTransport": "tr${s3:prefix}"}}}"#,
            ),
        ),
        ("broken.json", "{\n  \"Statement\": [\n".to_owned()),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    let output: Output = command.args(arguments).env("NO_COLOR", "1").current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A question of each kind that holds, one that does not and one that stays open.
const QUESTIONS: [(&str, [&[&str]; 3]); 5] = [
    ("within", [&["reads.json", "all.json"], &["all.json", "reads.json"], &["odd.json", "reads.json"]]),
    (
        "equivalent",
        [&["reads.json", "same.json"], &["reads.json", "all.json"], &["odd.json", "nothing.json"]],
    ),
    (
        "not-granted",
        [
            &["reads.json", "--action", "s3:Put*"],
            &["reads.json", "--action", "s3:*", "--resource", "arn:aws:s3:::pay/*"],
            &["odd.json", "--action", "s3:PutObject"],
        ],
    ),
    ("public", [&["shut.json"], &["open.json"], &["maybe.json"]]),
    ("disjoint", [&["reads.json", "keys.json"], &["reads.json", "all.json"], &["odd.json", "reads.json"]]),
];

#[test]
fn each_question_is_answered_in_each_format_with_its_exit_code() {
    let folder = policies();
    let nothing = r#"{"Version": "2012-10-17", "Statement": []}"#;
    fs::write(folder.path().join("nothing.json"), nothing).unwrap();
    for (question, asked) in QUESTIONS {
        for ((arguments, word), code) in asked.iter().zip(["holds", "fails", "unknown"]).zip([0, 1, 3]) {
            let all = |format: &'static str| {
                let mut all = vec!["prove", question];
                all.extend(*arguments);
                all.extend(["--format", format]);
                run(folder.path(), &all)
            };
            let (got, text, err) = all("text");
            assert_eq!((got, err.as_str()), (code, ""), "{question} {arguments:?}\n{text}");
            assert!(text.starts_with(&format!("{word}: ")), "{question} {arguments:?}\n{text}");
            assert_eq!(text.contains("\n  principal   "), code == 1, "{text}");
            assert_eq!(text.contains("To see why:"), code == 1, "{text}");
            let (got, markdown, _) = all("markdown");
            assert_eq!(got, code);
            assert!(markdown.starts_with(&format!("**{word}** ")), "{markdown}");
            assert_eq!(markdown.contains("| principal | `"), code == 1, "{markdown}");
            let (got, json, _) = all("json");
            assert_eq!(got, code);
            let report: Value = serde_json::from_str(&json).unwrap();
            assert_eq!(
                (report["question"].as_str(), report["answer"].as_str()),
                (Some(question), Some(word))
            );
            assert_eq!(report["witness"]["action"].is_string(), code == 1, "{json}");
            assert_eq!(report["reason"].is_string(), code == 3, "{json}");
        }
    }
}

#[test]
fn what_cannot_be_asked_ends_with_2() {
    let folder = policies();
    for (arguments, error) in [
        (&["prove", "within", "broken.json", "all.json"][..], "broken.json:"),
        (&["prove", "equivalent", "missing.json", "all.json"], "missing.json"),
        (&["prove", "not-granted", "reads.json", "--action", "s3"], "`s3`"),
        (&["prove", "public", "reads.json"], "`reads.json` is no policy of a resource"),
        (&["prove", "disjoint", "reads.json", "open.json"], "--type tells what they are"),
        (&["diff", "broken.json", "all.json"], "broken.json:"),
        (&["prove", "within", "reads.json", "managed:NoSuchPolicy"], "NoSuchPolicy"),
    ] {
        let (code, text, err) = run(folder.path(), arguments);
        assert_eq!((code, text.as_str()), (2, ""), "{arguments:?}\n{err}");
        let flat = err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(error), "{arguments:?}\n{err}");
    }
}

#[test]
fn a_change_is_shown_in_each_format_and_is_a_gate_if_asked() {
    let folder = policies();
    let diff = |arguments: &[&str]| {
        let mut all = vec!["diff"];
        all.extend(arguments);
        run(folder.path(), &all)
    };
    let (code, text, _) = diff(&["reads.json", "all.json", "--closed"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("s3:AbortMultipartUpload") && text.contains("\n    principal   "), "{text}");
    assert_eq!(diff(&["reads.json", "all.json", "--closed", "--no-new-access"]).0, 1);
    assert_eq!(diff(&["all.json", "reads.json", "--closed", "--no-new-access"]).0, 0);
    assert_eq!(diff(&["reads.json", "same.json", "--no-new-access"]).0, 0);
    let (code, json, _) = diff(&["all.json", "reads.json", "--closed", "--format", "json"]);
    assert_eq!(code, 0);
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["gained"], Value::Array(Vec::new()), "{json}");
    let actions = report["lost"][0]["actions"].as_array().unwrap();
    assert!(actions.contains(&"s3:PutObject".into()), "{json}");
    let (code, markdown, _) = diff(&["all.json", "reads.json", "--closed", "--format", "markdown"]);
    assert_eq!(code, 0);
    assert!(
        markdown.contains("**no longer allowed**: ") && markdown.contains("| s3:AbortMultipartUpload"),
        "{markdown}"
    );
    let (code, text, _) = diff(&["reads.json", "odd.json"]);
    assert_eq!(code, 3, "{text}");
}
