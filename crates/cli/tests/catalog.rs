//! `sayso catalog`, and what `sayso simulate` says with the same data.
#![allow(clippy::unwrap_used, reason = "clippy allows it in test functions, not in what they share")]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

fn sayso(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sayso")).args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = sayso(&[arguments, &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn error(arguments: &[&str]) -> String {
    let output = sayso(arguments);
    assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn programs_get_everything_as_json() {
    let actions = json(&["catalog", "actions", "s3:getobject", "iam:Pass*"]);
    assert_eq!(actions[0]["action"], "s3:GetObject");
    assert_eq!(
        actions[0]["resourceTypes"][1]["arnPatterns"][0],
        "arn:${Partition}:s3:::${BucketName}/${ObjectName}"
    );
    assert_eq!(actions[1]["levelInEffect"], "Permissions management");
    assert!(json(&["catalog", "actions", "*"]).as_array().unwrap().len() > 20_000);
    let keys = json(&["catalog", "keys", "AWS:calledvia"]);
    assert_eq!((&keys[0]["key"], &keys[0]["multivalued"]), (&"aws:CalledVia".into(), &true.into()));
    assert!(json(&["catalog", "keys"]).as_array().unwrap().len() > 50);
    assert!(json(&["catalog", "keys", "kms"]).as_array().unwrap().len() > 20);
    let types = json(&["catalog", "arn", "arn:aws:sqs:eu-west-1:123456789012:jobs"]);
    assert_eq!((&types[0]["service"], &types[0]["resourceType"]), (&"sqs".into(), &"queue".into()));
    let policy = json(&["catalog", "policy", "administratoraccess"]);
    assert_eq!(policy["document"]["Statement"][0]["Effect"], "Allow");
    assert_eq!(json(&["catalog", "version"]).as_array().unwrap().len(), 2);
}

#[test]
fn unknown_names_are_errors_with_a_hint() {
    for (arguments, message) in [
        (["actions", "s3:GetObjcet"], "did you mean `s3:GetObject`?"),
        (["actions", "lambda:Invoke"], "an API operation, not an action: it needs `lambda:InvokeFunction`"),
        (["actions", "S3"], "`S3` is no action: write service:Action"),
        (["actions", "s3:Nothing*"], "matches no action"),
        (["actions", "dynamodbb:GetItem"], "did you mean `dynamodb:GetItem`?"),
        (["keys", "aws:SourceIPs"], "did you mean `aws:SourceIp`?"),
        (["keys", "dynamodbb"], "did you mean `dynamodb`?"),
        (["arn", "bucket"], "`bucket` is no ARN"),
        (["arn", "arn:aws:nothing:::x"], "is of no resource type"),
        (["policy", "AdminstratorAccess"], "did you mean `AdministratorAccess`?"),
    ] {
        let text = error(&["catalog", arguments[0], arguments[1]]);
        assert!(text.contains(message), "{arguments:?} {text}");
    }
}

#[test]
fn newer_data_is_read_through_before_it_is_used() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalog/data");
    let (services, policies) = (format!("{data}/services.bin"), format!("{data}/managed-policies.bin"));
    let both = ["catalog", "version", "--data", &services, "--data", &policies];
    assert_eq!(json(&both), json(&["catalog", "version"]));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.bin");
    let bytes = fs::read(&services).unwrap();
    fs::write(&path, bytes.get(..bytes.len() / 2).unwrap()).unwrap();
    let path = path.to_str().unwrap();
    assert!(
        error(&["catalog", "version", "--data", path])
            .contains("the catalog can't be read: it ends too early")
    );
    assert!(error(&["catalog", "version", "--data", "/nowhere.bin"]).contains("cannot read `/nowhere.bin`"));
}

#[test]
fn a_simulation_warns_of_what_can_not_be_and_decides_the_same() {
    let principal = "arn:aws:iam::123456789012:user/ana";
    let run = |more: &[&str]| {
        let fixed =
            ["simulate", "--managed", "AdministratorAccess", "--principal", principal, "--format", "json"];
        sayso(&[&fixed, more].concat())
    };
    for (arguments, warning) in [
        (vec!["--action", "s3:GetObjcet"], Some("did you mean `s3:GetObject`?")),
        (vec!["--action", "s3:HeadObject"], Some("it needs `s3:GetObject`")),
        (vec!["--action", "s3:GetObject", "--resource", "arn:aws:s3:::logs"], Some("is of the type bucket")),
        (
            vec![
                "--action",
                "ec2:DescribeInstances",
                "--resource",
                "arn:aws:ec2:eu-west-1:123456789012:instance/i-1",
            ],
            Some("has no resource types"),
        ),
        (
            vec!["--action", "s3:GetObject", "--context", "s3:prefix=a"],
            Some("do not carry the key `s3:prefix`"),
        ),
        (
            vec!["--action", "s3:GetObject", "--context", "aws:SourceVpce=a,b"],
            Some("one value of `aws:SourceVpce`"),
        ),
        (vec!["--action", "s3:GetObject", "--context", "aws:Nothing=a"], Some("no condition key is named")),
        (vec!["--action", "s3:GetObject", "--resource", "arn:aws:s3:::logs/2026/*", "--mfa", "true"], None),
        (
            vec![
                "--action",
                "s3:GetObject",
                "--context",
                "aws:PrincipalTag/team=a",
                "--context",
                "s3:TlsVersion=1",
            ],
            None,
        ),
        (vec!["--action", "iam:PassRole", "--resource", "arn:aws:iam::123456789012:role/team/App"], None),
        (vec!["--action", "s3:ListBucket", "--absent", "s3:x"], None),
    ] {
        let output = run(&arguments);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (output.status.code(), &report["decision"]),
            (Some(0), &"allowed".into()),
            "{arguments:?}"
        );
        let told = String::from_utf8(output.stderr).unwrap();
        match warning {
            Some(warning) => {
                assert!(told.starts_with("warning: ") && told.contains(warning), "{arguments:?} {told}");
                assert!(report["warnings"][0].as_str().unwrap().contains(warning), "{arguments:?} {report}");
            }
            None => assert!(told.is_empty() && report["warnings"].is_null(), "{arguments:?} {told}"),
        }
    }
}

#[test]
fn a_table_of_actions_and_resources_warns_of_what_fits_none() {
    let actions = ["--action", "s3:GetObject", "--action", "s3:ListBucket"];
    let fixed =
        ["simulate", "--managed", "AdministratorAccess", "--principal", "arn:aws:iam::123456789012:user/ana"];
    let resources = ["--resource", "arn:aws:s3:::logs", "--resource", "arn:aws:s3:::logs/x"];
    assert!(sayso(&[&fixed[..], &actions, &resources].concat()).stderr.is_empty());
    let other = ["--resource", "arn:aws:sqs:eu-west-1:123456789012:jobs"];
    let told = sayso(&[&fixed[..], &actions, &resources, &other].concat()).stderr;
    assert_eq!(String::from_utf8(told).unwrap().lines().count(), 2);
}
