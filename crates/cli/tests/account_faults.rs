//! Broken, cut and mixed input of whole accounts, for every verb: told with its place, the rest is answered, the exit
//! code is 2.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::{Compression, write::GzEncoder};

use folder::{Folder, run};

const OBJECT: &str = "arn:aws:s3:::shop-teams/web/plan.txt";

fn shop(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/accounts/shop").join(file)
}

fn dump() -> String {
    fs::read_to_string(shop("accounts/shop.json")).unwrap()
}

fn trail() -> String {
    fs::read_to_string(shop("trail/2026/01/03/events.json")).unwrap()
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// The dump up to the middle of the role Deploy: users, groups and the roles before are whole.
fn half() -> String {
    let dump = dump();
    let end = dump.find("\"Pass\"").expect("a statement of Deploy");
    dump.get(..end).unwrap().to_owned()
}

/// What every verb is asked, and what it says of the users and roles that can be read.
const VERBS: [(&[&str], &str); 7] = [
    (&["can", "ana", "s3:GetObject", OBJECT], "ALLOWED  s3:GetObject"),
    (&["who-can", "s3:GetObject", OBJECT], "arn:aws:iam::123456789012:user/ana"),
    (&["what-can", "ana"], "s3  Read: GetObject"),
    (&["matrix", "--action", "s3:GetObject", "--resource", OBJECT], "user/ana"),
    (&["audit"], "role/App"),
    (&["replay", "trail.json"], "calls decided"),
    (&["shrink", "role/App", "trail.json"], "s3:GetObject"),
];

/// Runs all verbs on the files of a folder.
fn every_verb(folder: &Path, files: &[&str], told: &str) {
    for (verb, answer) in VERBS {
        let ran = run(folder, &[verb, files].concat(), "");
        assert_eq!(ran.code, 2, "{verb:?} {files:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(told), "{verb:?}: {told} in {}", ran.err);
        assert!(ran.out.contains(answer), "{verb:?}: {answer} in {}{}", ran.out, ran.err);
    }
}

#[test]
fn what_can_be_read_of_an_account_is_answered_by_every_verb() {
    let syntax = "error[JSON_SYNTAX_ERROR]: the text ends inside the";
    for (bytes, told) in [
        (half().into_bytes(), format!("account.json:325:24: {syntax} object opened at 324:15")),
        ([half().as_bytes(), b"\xff\"]}"].concat(), "account.json:325:24: error[TEXT_NOT_UTF_8]".to_owned()),
        (format!("[{}, {{\"UserDetailList\": [", dump()).into_bytes(), format!("{syntax} array")),
    ] {
        let folder = Folder::new().with("account.json", bytes).with("trail.json", trail());
        every_verb(folder.path(), &["--account", "account.json"], &told);
    }
    let policies = "\"RolePolicyList\": [],";
    for (from, to, told) in [
        ("\"Sid\": \"Everything\",", "\"Sid\": 5,", "account.json:47:24: error[DATA_TYPE_MISMATCH]"),
        ("\"Action\": \"*\",", "", "account.json:46:15: error["),
        (
            policies,
            "\"RolePolicyList\": [{\"PolicyName\": \"x\", \"PolicyDocument\": \"%7B%22\"}],",
            "error[JSON_SYNTAX_ERROR]: the text ends inside the string",
        ),
        (
            policies,
            "\"RolePolicyList\": [{\"PolicyName\": \"x\"}],",
            "error[INVALID_DUMP]: there is no `PolicyDocument`",
        ),
        (
            "\"AttachedManagedPolicies\": [],",
            "\"AttachedManagedPolicies\": [7],",
            "error[INVALID_DUMP]: this entry of `AttachedManagedPolicies` names nothing",
        ),
        ("\"Tags\": []", "\"Tags\": \"none\"", "error[INVALID_DUMP]: `Tags` is no list but a string"),
        (
            "\"UserDetailList\": [",
            "\"UserDetailList\": [{\"UserName\": \"nobody\"},",
            "account.json:2:22: error[INVALID_DUMP]: this entry has no `Arn`",
        ),
    ] {
        let text = dump();
        assert!(text.contains(from), "{from}");
        let folder =
            Folder::new().with("account.json", text.replacen(from, to, 1)).with("trail.json", trail());
        every_verb(folder.path(), &["--account", "account.json"], told);
    }
}

#[test]
fn whatever_is_beside_the_account_may_be_broken() {
    for (flag, name, text, told) in [
        (
            "--org",
            "org.json",
            "{\"root\": 5}",
            "org.json:1:10: error[INVALID_ORGANIZATION]: a unit is an object",
        ),
        (
            "--org",
            "org.json",
            "[]",
            "org.json:1:1: error[INVALID_ORGANIZATION]: an organization has a `root`",
        ),
        (
            "--org",
            "org.json",
            "{\"root\": {\"accounts\": \"123456789012\"}}",
            "org.json:1:23: error[INVALID_ORGANIZATION]: `accounts` is no list but a string",
        ),
        (
            "--org",
            "org.json",
            "{\"root\": {\"accounts\": [{\"id\": \"1\"}]}}",
            "org.json:1:24: error[INVALID_ORGANIZATION]: an account has an `id` of 12 digits",
        ),
        ("--org", "org.json", "{\"root\": {\"scps\": [5", "org.json:1:21: error[JSON_SYNTAX_ERROR]"),
        ("--org", "none.json", "", "cannot read `org"),
        (
            "--resource-policies",
            "policies.json",
            "{\"arn:aws:s3:::shop-teams\": {\"Statement\": []}, \"arn:aws:s3:::x\": {\"Stat",
            "policies.json:1:72: error[JSON_SYNTAX_ERROR]",
        ),
        (
            "--resource-policies",
            "policies.json",
            "{\"arn:aws:s3:::shop-teams\": \"nowhere.json\"}",
            "policies.json:1:29: error[UNREADABLE_POLICY]",
        ),
        (
            "--resource-policies",
            "policies.json",
            "{\"shop-teams\": {}}",
            "policies.json:1:2: error[INVALID_RESOURCE_POLICIES]: `shop-teams` is no ARN of a resource",
        ),
        (
            "--account",
            "mixed.json",
            "{\"Users\": []}",
            "mixed.json:1:1: error[INVALID_DUMP]: this is no dump",
        ),
        ("--account", "mixed.json", "User,Arn\n", "mixed.json:1:1: error[JSON_SYNTAX_ERROR]"),
    ] {
        let folder = Folder::new().with("account.json", dump()).with("trail.json", trail()).with(name, text);
        let file = if name == "none.json" { "org.json" } else { name };
        every_verb(folder.path(), &["--account", "account.json", flag, file], told);
    }
}

#[test]
fn complete_policies_before_the_fault_are_in_force() {
    let deny = r#"{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}}"#;
    let policies = format!("{{\"arn:aws:s3:::shop-teams\": {deny}, \"arn:aws:s3:::x\": {{");
    let folder = Folder::new().with("account.json", dump()).with("policies.json", policies);
    let arguments =
        ["can", "ana", "s3:GetObject", OBJECT, "--account", "account.json", "--resource-policies"];
    let ran = run(folder.path(), &[&arguments[..], &["policies.json"]].concat(), "");
    assert_eq!(ran.code, 2);
    assert!(ran.out.starts_with("DENIED"), "{}", ran.out);
}

#[test]
fn a_boundary_that_nobody_can_tell_is_said_to_be_missing() {
    let name = "\"PermissionsBoundaryArn\": \"arn:aws:iam::123456789012:policy/LabBoundary\"";
    let dump = dump();
    assert!(dump.contains(name));
    let folder = Folder::new().with("account.json", dump.replace(name, "\"Arn\": 1"));
    let ran = run(folder.path(), &["can", "carla", "iam:CreateUser", "--account", "account.json"], "");
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("error[INVALID_DUMP]: the boundary has no `PermissionsBoundaryArn`"),
        "{}",
        ran.err
    );
    let out = ran.out.replace("\n      ", " ");
    assert!(out.contains("is not in the dump, which could change this"), "{}", ran.out);
}

#[test]
fn events_that_can_be_read_of_a_broken_trail_count() {
    let trail = trail();
    let half = trail.get(..trail.len() / 2).unwrap();
    let event = "{\"eventSource\": \"s3.amazonaws.com\", \"eventName\": \"ListBuckets\"}";
    let whole = packed(&trail);
    for (name, bytes, told) in [
        ("half.json", half.as_bytes().to_vec(), "the file ends in the middle of an event"),
        ("half.json.gz", whole[..whole.len() - 20].to_vec(), "half.json.gz:"),
        (
            "noise.json.gz",
            [&[0x1f, 0x8b][..], &[7; 100]].concat(),
            "noise.json.gz:1:1: error: the file breaks off",
        ),
        (
            "lines.jsonl",
            format!("{event}\n {{\"eventName\": 1}}\nnot json\n{event}\n").into_bytes(),
            "lines.jsonl:2:2: error: this is no CloudTrail event",
        ),
        ("dump.json", dump().into_bytes(), "dump.json:1:1: error: this is no CloudTrail event"),
    ] {
        let folder = Folder::new()
            .with("account.json", dump())
            .with("trail/good.json", trail.as_bytes())
            .with(&format!("trail/{name}"), bytes);
        for verb in [&["replay", "trail"][..], &["shrink", "role/App", "trail"]] {
            let ran = run(folder.path(), &[verb, &["--account", "account.json"]].concat(), "");
            assert_eq!(ran.code, 2, "{name}: {}{}", ran.out, ran.err);
            assert!(ran.err.contains(told), "{name}: {}", ran.err);
            assert!(ran.out.contains("decided") || ran.out.contains("s3:GetObject"), "{name}: {}", ran.out);
        }
    }
}

#[test]
fn reports_of_use_and_credentials_are_read_as_far_as_they_go() {
    let used = "{\"Arn\": \"arn:aws:iam::123456789012:user/ana\", \"ServicesLastAccessed\": [\
        {\"ServiceNamespace\": \"s3\"}, {\"ServiceNamespace\": \"iam\", \"LastAuth";
    for (flag, name, text, told, found) in [
        ("--last-accessed", "used.json", used, "used.json:1:", "uses 0 of 1 services"),
        (
            "--credential-report",
            "report.csv",
            "user,arn,mfa_active\nana,arn:aws:iam::123456789012:user/ana,maybe\nben",
            "report.csv:2:40: error[INVALID_CREDENTIAL_REPORT]: `mfa_active` is neither `true` nor `false`",
            "",
        ),
        (
            "--credential-report",
            "report.csv",
            "user,arn\n<root_account>,arn:aws:iam::123456789012:root\nben,\"arn",
            "report.csv:3:1: error[INVALID_CREDENTIAL_REPORT]: the row has no ARN",
            "",
        ),
        (
            "--credential-report",
            "report.csv",
            "who,what\n1,2\n",
            "report.csv:1:1: error[INVALID_CREDENTIAL_REPORT]: the first line has no column `arn`",
            "",
        ),
    ] {
        let folder = Folder::new().with("account.json", dump()).with(name, text);
        let ran = run(folder.path(), &["audit", "--account", "account.json", flag, name], "");
        assert_eq!(ran.code, 2, "{text}");
        assert!(ran.err.contains(told), "{told} in {}", ran.err);
        assert!(ran.out.contains("role/App") && ran.out.contains(found), "{}", ran.out);
    }
}
