//! What rules about risk find, and that nothing is found in what a template leaves open.
#![allow(clippy::unwrap_used, reason = "a test helper may fail loudly")]

mod support {
    pub(crate) mod lint_table;
}

use sayso::json::{self, Node, UNKNOWN, Value};
use sayso::lint::{self, Options};
use sayso::{Limits, PolicyDocument, PolicyType, Source};

use support::lint_table::{IDENTITY, allow, lint as check, places};

#[test]
fn ways_to_escalate_are_asked_of_the_whole_policy() {
    let both = ["PRIVILEGE_ESCALATION", "PRIVILEGE_ESCALATION_POSSIBLE"];
    let put = allow(r#""iam:PutUserPolicy""#, r#""*""#, "");
    let on = |resource: &str| allow(r#""iam:PutUserPolicy""#, resource, "");
    let under = |condition: &str| {
        allow(r#""iam:PutUserPolicy""#, r#""*""#, &format!(r#", "Condition": {condition}"#))
    };
    let with = |deny: &str| format!(r#"{put}, {{"Effect": "Deny", {deny}}}"#);
    for (statements, certain, possible) in [
        (put.clone(), true, false),
        (on(r#""arn:aws:iam::111122223333:user/app-*""#), false, true),
        (under(r#"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#), true, false),
        (
            under(r#"{"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/B"}}"#),
            false,
            true,
        ),
        (under(r#"{"StringEquals": {"aws:ResourceAccount": "444455556666"}}"#), true, false),
        (under(r#"{"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}}"#), true, false),
        (with(r#""Action": "iam:*", "Resource": "*""#), false, false),
        (with(r#""Action": "iam:*", "Resource": "arn:aws:iam::*:user/admin""#), true, false),
        (with(r#""Action": "iam:*", "NotResource": "arn:aws:iam::*:user/app-*""#), false, true),
        (with(r#""NotAction": "s3:*", "Resource": "*""#), false, false),
        (allow(r#""iam:CreateAccessKey""#, r#""arn:aws:iam::*:user/${aws:username}""#, ""), false, false),
        (allow(r#"["lambda:CreateFunction", "lambda:InvokeFunction"]"#, r#""*""#, ""), false, false),
        (
            format!(
                "{}, {}",
                allow(r#"["lambda:CreateFunction", "lambda:InvokeFunction"]"#, r#""*""#, ""),
                allow(
                    r#""iam:PassRole""#,
                    r#""*""#,
                    r#", "Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}"#
                )
            ),
            false,
            false,
        ),
    ] {
        let found = both.map(|code| !places(IDENTITY, &statements, code).is_empty());
        assert_eq!(found, [certain, possible], "{statements}");
    }
    // One finding, not one for each of many ways.
    let every = allow(r#""iam:*""#, r#""*""#, "");
    assert_eq!(places(IDENTITY, &every, both[0]), ["iam:*"]);
    // Its message names three of them, and it has all.
    let found = check(IDENTITY, &every, &Options::default());
    let sets = &found.iter().find(|finding| finding.code == both[0]).unwrap().action_sets;
    for action in
        ["iam:AddUserToGroup", "iam:AttachUserPolicy", "iam:PutGroupPolicy", "iam:UpdateLoginProfile"]
    {
        assert!(sets.contains(&vec![action.to_owned()]), "{action}");
    }
}

#[test]
fn everybody_is_allowed_unless_a_condition_or_a_deny_says_who() {
    let to = |principal: &str, condition: &str| {
        format!(
            r#"{{"Effect": "Allow", "Principal": {principal}, "Action": "s3:*",
                 "Resource": "arn:aws:s3:::a/*"{condition}}}"#
        )
    };
    let under = |condition: &str| to(r#""*""#, &format!(r#", "Condition": {condition}"#));
    let deny = r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::a/*",
        "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}"#;
    for (statements, public) in [
        (to(r#""*""#, ""), true),
        (to(r#"{"AWS": ["arn:aws:iam::111122223333:root", "*"]}"#, ""), true),
        (to(r#"{"AWS": "arn:aws:iam::111122223333:root"}"#, ""), false),
        (to(r#"{"Service": "cloudtrail.amazonaws.com"}"#, ""), false),
        (under(r#"{"Bool": {"aws:SecureTransport": "true"}}"#), true),
        (under(r#"{"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f67890"}}"#), false),
        (under(r#"{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#), false),
        (under(r#"{"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}"#), true),
        (under(r#"{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#), true),
        (under(r#"{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}"#), false),
        (under(r#"{"StringLike": {"aws:PrincipalTag/team": "a"}}"#), true),
        (format!("{}, {deny}", to(r#""*""#, "")), false),
    ] {
        let found = places(PolicyType::Resource, &statements, "PUBLIC_ACCESS");
        assert_eq!(!found.is_empty(), public, "{statements}");
    }
    let trust = r#"{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}"#;
    assert_eq!(places(PolicyType::RoleTrust, trust, "PUBLIC_ACCESS"), ["*"]);
}

#[test]
fn another_account_is_one_that_is_not_known() {
    let trust = r#"{"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::444455556666:root", "111122223333"]},
        "Action": "sts:AssumeRole"}"#;
    let found = |known: &[&str]| {
        let options = Options { known_accounts: known, ..Options::default() };
        let found = check(PolicyType::RoleTrust, trust, &options);
        found.iter().filter(|finding| finding.code == "CROSS_ACCOUNT_TRUST").count()
    };
    assert_eq!(found(&[]), 0);
    assert_eq!(found(&["111122223333"]), 1);
    assert_eq!(found(&["111122223333", "444455556666"]), 0);
}

/// Makes every string with `?!` a value with that part known on deployment only.
fn open(node: &mut Node<'_>) {
    match &mut node.value {
        Value::String(text) if text.contains("?!") => {
            node.value = Value::Unknown(text.replace("?!", &UNKNOWN.to_string()).into());
        }
        Value::Array(items) => items.iter_mut().for_each(open),
        Value::Object(members) => members.iter_mut().for_each(|member| open(&mut member.value)),
        _ => {}
    }
}

#[test]
fn what_a_template_leaves_open_is_no_fault() {
    let all = allow(r#""*""#, r#""*""#, r#", "Condition": "?!""#);
    let pass = allow(r#""iam:PassRole""#, r#"["*", "?!"]"#, "");
    let put = allow(r#""iam:PutUserPolicy""#, r#""arn:aws:iam::?!:user/?!""#, "");
    let secret = allow(r#"["ec2:GetPasswordData", "s3:GetObject"]"#, r#""?!""#, "");
    let same = format!("{}, {0}", allow(r#""s3:GetObject""#, r#""arn:aws:s3:::?!/*""#, ""));
    let covered = format!(
        "{}, {}",
        allow(r#""s3:Get*""#, r#""arn:aws:s3:::?!*""#, ""),
        allow(r#""s3:GetObject""#, r#""arn:aws:s3:::?!/a""#, "")
    );
    let public = r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::a/*", "Condition": "?!"}"#;
    for (policy_type, statements) in [
        (IDENTITY, all.as_str()),
        (IDENTITY, &pass),
        (IDENTITY, &put),
        (IDENTITY, &secret),
        (IDENTITY, &same),
        (IDENTITY, &covered),
        (PolicyType::Resource, public),
    ] {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
        let source = Source::new("template.json", text);
        let mut node = json::parse(&source, &Limits::default()).unwrap();
        open(&mut node);
        let document = PolicyDocument::from_node(&source, &node, &Limits::default());
        let found = lint::check(&document, policy_type, &Options::default());
        assert!(found.is_empty(), "{statements}: {found:?}");
    }
}
