//! What is granted against what CloudTrail recorded.

use super::{Folder, Value, json, run, samples};

/// Two calls of ana, one of them denied, and one of an account that was not given.
fn trail() -> String {
    let event = |time: &str, source: &str, name: &str, account: &str, more: &str| {
        format!(
            r#"{{"eventTime": "{time}", "eventSource": "{source}.amazonaws.com", "eventName": "{name}", {more}
            "userIdentity": {{"type": "IAMUser", "arn": "arn:aws:iam::{account}:user/ana", "accountId": "{account}"}}}}"#
        )
        .replace('\n', " ")
    };
    let role = r#""requestParameters": {"role": "arn:aws:iam::123456789012:role/automation"},"#;
    [
        event("2026-11-01T00:00:00Z", "lambda", "CreateFunction20150331", "123456789012", role),
        event(
            "2026-11-10T00:00:00Z",
            "iam",
            "CreateAccessKey",
            "123456789012",
            r#""errorCode": "AccessDenied","#,
        ),
        event("2026-11-11T00:00:00Z", "s3", "ListBuckets", "444455556666", ""),
    ]
    .join("\n")
}

fn usage<'v>(report: &'v Value, name: &str) -> &'v Value {
    let of = |it: &&Value| it["principal"].as_str().unwrap().ends_with(name);
    report["usage"].as_array().unwrap().iter().find(of).unwrap()
}

#[test]
fn what_is_granted_and_not_called_is_told_by_principal() {
    let folder = Folder::new().with("trail.jsonl", trail());
    let trail = folder.path().join("trail.jsonl");
    let report = json(&["--cloudtrail", trail.to_str().unwrap()]);
    let of = |name: &str| -> Vec<(String, Value)> {
        let services = usage(&report, name)["services"].as_array().unwrap();
        services
            .iter()
            .map(|it| (it["service"].as_str().unwrap().to_owned(), it["lastUsed"].clone()))
            .collect()
    };
    let used = Value::from("2026-11-01T00:00:00Z");
    // To invoke a function is a data event: that it is not in the trail says nothing.
    assert_eq!(of("user/ana"), [("iam".to_owned(), used.clone()), ("lambda".to_owned(), used)]);
    assert_eq!(of("user/ben"), [("iam".to_owned(), Value::Null)]);
    let finding = |name: &str| {
        let all = report["findings"].as_array().unwrap();
        let is_it =
            |it: &&Value| it["code"] == "UNUSED_SERVICE" && it["principal"].as_str().unwrap().ends_with(name);
        all.iter().find(is_it)
    };
    assert!(finding("user/ana").is_none());
    let ben = finding("user/ben").unwrap();
    assert_eq!(ben["message"], "user/ben uses 0 of 1 services that it is granted");
    let evidence = ben["evidence"][1]["text"].as_str().unwrap();
    assert_eq!(evidence, "by CloudTrail from 2026-11-01T00:00:00Z to 2026-11-11T00:00:00Z (10 days)");
    let notes = report["notes"].to_string();
    assert!(notes.contains("(10 days): what is used less often looks unused, and data events"), "{notes}");
}

#[test]
fn last_accessed_information_and_a_trail_are_put_together() {
    let folder = Folder::new().with("trail.jsonl", trail());
    let trail = folder.path().join("trail.jsonl");
    let both = json(&["--cloudtrail", trail.to_str().unwrap(), "--last-accessed", "."]);
    let one = json(&["--last-accessed", "."]);
    assert_eq!(one["usage"].as_array().unwrap().len(), 1);
    let lambda = |report: &Value| {
        let services = usage(report, "user/ana")["services"].as_array().unwrap().clone();
        services.into_iter().find(|it| it["service"] == "lambda").unwrap()["lastUsed"].clone()
    };
    assert!(lambda(&both).as_str().unwrap() >= lambda(&one).as_str().unwrap_or_default());
    assert!(both["usage"].as_array().unwrap().len() > 1);
}

#[test]
fn the_heat_map_is_made_of_a_trail_too_and_a_broken_one_is_told() {
    let dump = std::fs::read(samples().join("account.json")).unwrap();
    let folder = Folder::new().with("account.json", dump).with("trail.jsonl", trail() + "\nnot an event\n");
    let arguments = ["audit", "--account", "account.json", "--cloudtrail", "trail.jsonl", "--format", "html"];
    let ran = run(folder.path(), &arguments, "");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("trail.jsonl:4:1: error: this is no JSON object"), "{}", ran.err);
    assert!(ran.out.contains("user/ana lambda: used"), "the heat map");
    assert!(ran.out.contains("CloudTrail was read from 2026-11-01T00:00:00Z"));
}
