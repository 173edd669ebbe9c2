//! `sayso why` as its users call it: what it takes, what it refuses, and its exit codes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test helper may fail loudly")]

use std::io::Write as _;
use std::process::{Command, Stdio};

const MESSAGE: &str = "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: iam:ListUsers on \
                       resource: * because no identity-based policy allows the iam:ListUsers action";

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn why(arguments: &[&str], input: &str) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.arg("why").args(arguments).env("NO_COLOR", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Who reads an argument does not read this.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Without the line breaks of a terminal.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_message_comes_as_an_argument_as_words_or_on_standard_input() {
    let words: Vec<&str> = MESSAGE.split(' ').collect();
    for ran in [why(&[MESSAGE], ""), why(&words, ""), why(&["-"], MESSAGE), why(&[], MESSAGE)] {
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.starts_with("DENIED BY AWS (implicit)  iam:ListUsers on *\n"), "{}", ran.out);
        assert!(ran.out.contains("an explicit deny of any policy"), "{}", ran.out);
    }
}

#[test]
fn policies_reproduce_or_contradict() {
    let ran = why(&["--managed", "AmazonS3ReadOnlyAccess"], MESSAGE);
    assert_eq!(ran.code, 1);
    assert!(
        flat(&ran.out).contains("REPRODUCED") && flat(&ran.out).contains("closest statements"),
        "{}",
        ran.out
    );
    let ran = why(&["--managed", "AdministratorAccess"], MESSAGE);
    assert_eq!(ran.code, 1);
    assert!(
        flat(&ran.out).contains("CONTRADICTED")
            && flat(&ran.out).contains("AWS says that no identity-based policy allows it"),
        "{}",
        ran.out
    );
    let scp = MESSAGE.split(" because").next().unwrap().to_owned()
        + " with an explicit deny in a service control policy";
    let ran = why(&["--managed", "AdministratorAccess"], &scp);
    assert!(flat(&ran.out).contains("no service control policy given here denies it"), "{}", ran.out);
    assert!(flat(&ran.out).contains("which is not among these files"), "{}", ran.out);
}

#[test]
fn what_is_missing_is_asked_for_and_can_be_given() {
    let text = "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied";
    let ran = why(&["--managed", "AmazonS3ReadOnlyAccess"], text);
    assert_eq!(ran.code, 3);
    assert!(flat(&ran.out).contains("the caller is not known"), "{}", ran.out);
    let ana = "arn:aws:iam::123456789012:user/ana";
    let all = ["--managed", "AmazonEC2ReadOnlyAccess", "--principal", ana, "--resource", "arn:aws:s3:::a/b"];
    let ran = why(&all, text);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("REPRODUCED"), "{}", ran.out);
}

#[test]
fn an_account_reproduces_what_its_files_deny() {
    let shop = format!("{}/../../tests/accounts/shop", env!("CARGO_MANIFEST_DIR"));
    let (accounts, organization) = (format!("{shop}/accounts"), format!("{shop}/organization"));
    let given = ["--account", accounts.as_str(), "--org", organization.as_str(), "--format", "json"];
    let mut arguments = given.to_vec();
    let text = MESSAGE.replace("user/ana", "user/nobody-there");
    arguments.push(&text);
    let ran = why(&arguments, "");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no user or role is named"), "{}", ran.err);
    let events = format!("{shop}/trail/2026/01/03/events.json");
    let mut arguments = given.to_vec();
    arguments.push(&events);
    let reports: serde_json::Value = serde_json::from_str(&why(&arguments, "").out).unwrap();
    let answer = &reports[0]["answer"];
    assert_eq!(
        (&answer["agreement"], &answer["evaluation"]["decision"]),
        (&"reproduced".into(), &"implicitDeny".into())
    );
    assert_eq!(answer["evaluation"]["closest"][0]["location"]["line"], 185);
}

#[test]
fn json_and_markdown_say_the_same() {
    let ran = why(&["--format", "json", "--managed", "AmazonS3ReadOnlyAccess"], MESSAGE);
    let reports: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let report = &reports[0];
    assert_eq!(report["policyType"], "identity");
    assert_eq!(report["answer"]["agreement"], "reproduced");
    assert_eq!(report["answer"]["evaluation"]["decision"], "implicitDeny");
    let ran = why(&["--format", "markdown"], MESSAGE);
    assert!(ran.out.starts_with("### DENIED BY AWS (implicit)"), "{}", ran.out);
    let ran = why(&["--format", "github"], MESSAGE);
    assert!(ran.out.starts_with("::error title=DENIED BY AWS (implicit)::iam:ListUsers on *"), "{}", ran.out);
}

#[test]
fn hostile_text_gets_a_clear_answer() {
    let nested = (0..40).fold("{}".to_owned(), |text, _| {
        serde_json::to_string(&text).unwrap().chars().take(100_000).collect()
    });
    let cases = [
        ("x".repeat(1_000_000), "no denial was found"),
        (String::new(), "the text is empty"),
        ("{\"DecodedMessage\": \"{\\\"allowed\\\": fal".to_owned(), "the JSON breaks off"),
        ("[".repeat(100_000), "no denial was found"),
        (nested, "no denial was found"),
        (
            r#"{"Records": [{"eventSource": "s3.amazonaws.com", "eventName": "ListBuckets"}]}"#.to_owned(),
            "none of them denied",
        ),
    ];
    for (text, wanted) in cases {
        let ran = why(&["-"], &text);
        assert_eq!(ran.code, 2, "{wanted}: {}", ran.out);
        assert!(ran.err.contains(wanted) && ran.err.len() < 1_000, "{wanted}: {}", ran.err);
    }
    let ran = why(&["nowhere/denied.txt"], "");
    assert_eq!((ran.code, ran.err.contains("cannot read")), (2, true), "{}", ran.err);
}

#[test]
fn a_hostile_name_steers_no_terminal() {
    let text = MESSAGE.replace("user/ana", "user/a\u{9d}b\u{202e}");
    let ran = why(&["-"], &text);
    assert!(!ran.out.contains(['\u{9d}', '\u{202e}', '\u{1b}']), "{}", ran.out);
}
