//! `sayso replay` and `sayso shrink` on the small account and its trail.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sayso(arguments: &str, more: &[&str], threads: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    let account = "--account tests/accounts/shop/accounts --org tests/accounts/shop/organization \
        --resource-policies tests/accounts/shop/resources";
    command.current_dir(root()).args(arguments.split(' ')).args(more).args(account.split_whitespace());
    command.env("RAYON_NUM_THREADS", threads).output().unwrap()
}

const TRAIL: &str = "tests/accounts/shop/trail";

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_trail_agrees_with_the_account() {
    let output = sayso(&format!("replay {TRAIL} --format json"), &[], "2");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let report = json(&output);
    assert_eq!(
        (&report["events"], &report["calls"], &report["decided"]),
        (&14.into(), &13.into(), &11.into())
    );
    let agreement = &report["agreement"];
    assert_eq!(
        (&agreement["deniedHereOnly"], &agreement["allowedHereOnly"]),
        (&0.into(), &0.into()),
        "{agreement}"
    );
    let kinds = report["kinds"].as_array().unwrap();
    let passing = kinds.iter().find(|kind| kind["before"]["action"] == "iam:PassRole");
    // The operation says to which service the role is passed.
    assert!(kinds.iter().all(|kind| kind["before"]["decision"] != "depends"), "{passing:?}");
}

#[test]
fn changes_are_told_by_statement_and_place() {
    let folder = tempfile::tempdir().unwrap();
    let freeze = folder.path().join("freeze.json");
    let text = r#"{"Version": "2012-10-17", "Statement": [
  {"Sid": "Freeze", "Effect": "Deny", "Action": "lambda:Update*", "Resource": "*"}]}"#;
    fs::write(&freeze, text).unwrap();
    let freeze = freeze.to_str().unwrap();
    let list = folder.path().join("list.json");
    fs::write(
        &list,
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#,
    )
    .unwrap();
    let list = list.to_str().unwrap();
    for (change, code, events) in [
        (format!("scp={freeze}"), 1, 1),
        (format!("scp={freeze}@444455556666"), 0, 0),
        // A list of what is allowed has an effect only in place of `FullAWSAccess`.
        (format!("scp={list}"), 0, 0),
        (format!("only-scp={list}"), 1, 4),
        (format!("boundary={freeze}@role/Deploy"), 1, 2),
        ("remove=ReadReports#Read".to_owned(), 1, 5),
        ("remove=Lab".to_owned(), 0, 0),
    ] {
        let output = sayso(&format!("replay {TRAIL} --format json --with"), &[&change], "2");
        assert_eq!(output.status.code(), Some(code), "{change}: {}", String::from_utf8_lossy(&output.stderr));
        let report = json(&output);
        let denied = report["kinds"].as_array().unwrap().iter().filter(|kind| kind["effect"] == "denied");
        let denied: Vec<&Value> = denied.collect();
        let sum: u64 = denied.iter().map(|kind| kind["events"].as_u64().unwrap()).sum();
        assert_eq!(sum, events, "{change}: {denied:#?}");
        if change.starts_with("scp") && code == 1 {
            assert_eq!(denied[0]["after"]["statements"][0], format!("Freeze {freeze}:2:3"));
        }
    }
    for wrong in
        ["scp", "tea=x", "scp=none.json", "boundary=x.json", "remove=Nothing", "remove=ReadReports#Nothing"]
    {
        let output = sayso(&format!("replay {TRAIL} --with"), &[wrong], "1");
        assert_eq!(output.status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn broken_logs_are_told_with_their_place_and_the_rest_counts() {
    let folder = tempfile::tempdir().unwrap();
    let good = fs::read_to_string(root().join(TRAIL).join("2026/01/03/events.json")).unwrap();
    fs::write(folder.path().join("a.json"), good.get(..good.len() - 700).unwrap()).unwrap();
    let event = r#"{"eventSource": "s3.amazonaws.com", "eventName": "ListBuckets"}"#;
    fs::write(folder.path().join("b.jsonl"), format!("{event}\n{{\"eventName\": 1}}\nnot json\n{event}\n"))
        .unwrap();
    let logs = folder.path().to_str().unwrap();
    let of = |threads| sayso("replay --format json", &[logs], threads);
    let (one, four) = (of("1"), of("4"));
    assert_eq!((&one.stdout, &one.stderr), (&four.stdout, &four.stderr), "whatever the threads");
    assert_eq!(one.status.code(), Some(2));
    let told = String::from_utf8_lossy(&one.stderr).into_owned();
    assert!(told.contains("a.json:") && told.contains("the file ends in the middle"), "{told}");
    assert!(told.contains("b.jsonl:2:1: error: this is no CloudTrail event"), "{told}");
    assert!(told.contains("b.jsonl:3:1: error: this is no JSON object"), "{told}");
    assert!(json(&one)["events"].as_u64().unwrap() >= 12, "{told}");
}

#[test]
fn a_shrunk_policy_allows_what_was_used_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    for (grain, resource) in [
        ("service", "arn:aws:s3:::shop-reports/*"),
        ("action", "arn:aws:s3:::shop-reports/*"),
        ("resource", "arn:aws:s3:::shop-reports/2026/*"),
    ] {
        let file = folder.path().join(format!("{grain}.json"));
        let output = sayso(
            &format!("shrink role/App {TRAIL} --format json --grain {grain} --output"),
            &[file.to_str().unwrap()],
            "2",
        );
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let report = json(&output);
        assert_eq!(report["wouldBeDenied"], Value::Array(Vec::new()));
        assert_eq!(report["policy"]["Statement"][0]["Resource"][0], resource, "{grain}");
        let written: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        assert_eq!(written, report["policy"]);
    }
    let deploy = json(&sayso(&format!("shrink role/Deploy {TRAIL} --format json"), &[], "2"));
    assert_eq!(deploy["taken"]["sts"], 1);
    let kept = &deploy["policy"]["Statement"][1]["Condition"]["StringEquals"]["iam:PassedToService"][0];
    assert_eq!(kept, "lambda.amazonaws.com");
}

#[test]
fn last_accessed_information_keeps_what_the_trail_does_not_show() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("accessed.json");
    let accessed = |services: &str, logs: &[&str]| {
        let arn = "arn:aws:iam::123456789012:role/Deploy";
        fs::write(&file, format!(r#"{{"Arn": "{arn}", "ServicesLastAccessed": [{services}]}}"#)).unwrap();
        let more = [logs, &["--last-accessed", file.to_str().unwrap()]].concat();
        json(&sayso("shrink role/Deploy --format json", &more, "1"))
    };
    let at = r#""LastAuthenticated": "2026-01-01T00:00:00Z""#;
    let actions = |report: &Value| -> Vec<String> {
        let statements = report["policy"]["Statement"].as_array().unwrap().iter();
        let actions = statements.flat_map(|it| it["Action"].as_array().unwrap());
        actions.map(|it| it.as_str().unwrap().to_owned()).collect()
    };
    let service = |name: &str| format!(r#"{{"ServiceNamespace": "{name}", {at}}}"#);
    let idle = r#"{"ServiceNamespace": "sts"}"#;
    // A service is the grain where no more is known of it.
    let report = accessed(&format!("{}, {idle}", service("lambda")), &[]);
    assert_eq!(actions(&report), ["lambda:CreateFunction", "lambda:UpdateFunctionCode"]);
    assert_eq!((&report["usedServices"][0], &report["events"]), (&"lambda".into(), &0.into()));
    // What is tracked and was not used goes.
    let tracked = format!(
        r#"{{"ServiceNamespace": "lambda", {at}, "TrackedActionsLastAccessed": [
            {{"ActionName": "CreateFunction"}}, {{"ActionName": "UpdateFunctionCode", "LastAccessedTime":
            "2026-01-01T00:00:00Z"}}]}}"#
    );
    assert_eq!(actions(&accessed(&tracked, &[])), ["lambda:UpdateFunctionCode"]);
    // Beside a trail: its calls, and the services that it does not show.
    let report = accessed(&service("sts"), &[TRAIL]);
    assert!(actions(&report).contains(&"sts:AssumeRole".to_owned()), "{report:#}");
    assert_eq!(report["usedServices"][0], "sts");
}
