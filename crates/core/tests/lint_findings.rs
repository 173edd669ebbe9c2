//! What rules about roles, redundancy, reach and risk find: tables of statements.

#![allow(clippy::unwrap_used, reason = "a test helper may fail loudly")]

use sayso::json::{self, Node, UNKNOWN, Value};
use sayso::lint::{self, Options};
use sayso::{Diagnostic, Limits, PolicyDocument, PolicyType, Source};

fn lint(policy_type: PolicyType, statements: &str, options: &Options<'_>) -> Vec<Diagnostic> {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
    let document = PolicyDocument::parse(&Source::new("policy.json", text), &Limits::default());
    assert!(document.diagnostics().is_empty(), "{:?}", document.diagnostics());
    lint::check(&document, policy_type, options)
}

/// The texts at which a code is found.
fn places(policy_type: PolicyType, statements: &str, code: &str) -> Vec<String> {
    let found = lint(policy_type, statements, &Options::default());
    let of_code = found.iter().filter(|finding| finding.code == code);
    of_code.map(|finding| finding.source.slice(finding.span).replace('"', "")).collect()
}

fn allow(actions: &str, resources: &str, more: &str) -> String {
    format!(r#"{{"Effect": "Allow", "Action": {actions}, "Resource": {resources}{more}}}"#)
}

const IDENTITY: PolicyType = PolicyType::Identity;

#[test]
fn a_pattern_says_which_role_unless_it_leaves_the_name_open() {
    for (resource, found) in [
        ("*", true),
        ("arn:aws:iam::*:role/*", true),
        ("arn:aws:iam::111122223333:role/*", true),
        ("arn:aws:iam::111122223333:role/service-role/*", true),
        ("arn:aws:iam::111122223333:*", true),
        ("arn:aws:iam::*:role/App", false),
        ("arn:aws:iam::111122223333:role/app-*", false),
        ("arn:aws:iam::111122223333:role/team-a/*", false),
        ("arn:aws:iam::111122223333:role/${aws:PrincipalTag/team}-*", false),
        ("arn:aws:iam::111122223333:instance-profile/*", false),
    ] {
        let statement = allow(r#""iam:PassRole""#, &format!("{resource:?}"), "");
        let expected = if found { vec![resource.to_owned()] } else { Vec::new() };
        assert_eq!(places(IDENTITY, &statement, "PASS_ROLE_WITH_STAR_IN_RESOURCE"), expected, "{resource}");
    }
    // Only a policy that grants can pass too much.
    let all = allow(r#""*""#, r#""*""#, "");
    let code = "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE";
    assert_eq!(places(IDENTITY, &all, code), ["*"]);
    assert_eq!(places(PolicyType::ServiceControl, &all, code), [""; 0]);
}

#[test]
fn entries_that_another_one_covers() {
    for (actions, found) in [
        (r#"["s3:Get*", "S3:getobject"]"#, &["S3:getobject"][..]),
        (r#"["s3:GetObject", "s3:getobject"]"#, &["s3:getobject"]),
        (r#"["s3:Get*", "s3:*", "s3:GetObject"]"#, &["s3:Get*", "s3:GetObject"]),
        (r#"["s3:*", "*"]"#, &["s3:*"]),
        (r#"["*", "*:*"]"#, &["*:*"]),
        (r#"["s3:Get?bject", "s3:Get*ject"]"#, &["s3:Get?bject"]),
        (r#"["s3:Get*ject", "s3:GetOb*"]"#, &[]),
        (r#"["s3:GetObject", "s3-outposts:GetObject"]"#, &[]),
    ] {
        let statement = allow(actions, r#""arn:aws:s3:::a/*""#, "");
        assert_eq!(places(IDENTITY, &statement, "REDUNDANT_ACTION"), found, "{actions}");
    }
    for (resources, found) in [
        (r#"["arn:aws:s3:::a*", "arn:aws:s3:::a/*"]"#, &["arn:aws:s3:::a/*"][..]),
        (r#"["arn:aws:s3:::a", "arn:aws:s3:::a/*"]"#, &[]),
        (r#"["arn:aws:s3:::a", "arn:aws:s3:::A"]"#, &[]),
        (
            r#"["arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::${aws:username}/x"]"#,
            &["arn:aws:s3:::${aws:username}/x"],
        ),
        (r#"["arn:aws:s3:::?{aws:username}/x", "arn:aws:s3:::${aws:username}/x"]"#, &[]),
        // The first is completed to `arn:*:b:*:*:*`.
        (r#"["arn:*:b", "arn:aws:s3:eu-west-1:111122223333:b"]"#, &[]),
    ] {
        let statement = allow(r#""s3:*""#, resources, "");
        assert_eq!(places(IDENTITY, &statement, "REDUNDANT_RESOURCE"), found, "{resources}");
    }
}

#[test]
fn numeric_bounds_of_which_one_counts() {
    for (operator, values, found) in [
        ("NumericLessThan", "[10, 9, 1e2]", Some("[10, 9, 1e2]")),
        ("NumericGreaterThanEqualsIfExists", r#"["10", 9]"#, Some("[10, 9]")),
        ("NumericLessThan", "[10]", None),
        ("NumericEquals", "[10, 9]", None),
        ("NumericLessThan", r#"["10", "ten"]"#, None),
    ] {
        let condition = format!(r#", "Condition": {{"{operator}": {{"s3:max-keys": {values}}}}}"#);
        let statement = allow(r#""s3:ListBucket""#, r#""arn:aws:s3:::a""#, &condition);
        let found: Vec<&str> = found.into_iter().collect();
        assert_eq!(
            places(IDENTITY, &statement, "REDUNDANT_CONDITION_VALUE_NUM"),
            found,
            "{operator} {values}"
        );
    }
}

#[test]
fn conditions_that_contradict_each_other() {
    for (condition, found) in [
        (
            r#"{"StringEquals": {"aws:SourceVpc": "a"}, "StringEqualsIgnoreCase": {"AWS:sourcevpc": "b"}}"#,
            true,
        ),
        (r#"{"NumericLessThan": {"s3:max-keys": 5}, "NumericGreaterThan": {"s3:max-keys": 7}}"#, true),
        (r#"{"NumericLessThan": {"s3:max-keys": 7}, "NumericGreaterThan": {"s3:max-keys": 5}}"#, false),
        (r#"{"Null": {"aws:username": "true"}, "StringEquals": {"aws:username": "ana"}}"#, true),
        (r#"{"Null": {"aws:username": "true"}, "StringNotEquals": {"aws:username": "ana"}}"#, false),
        (r#"{"StringEquals": {"aws:SourceVpc": "a"}, "StringEqualsIfExists": {"aws:SourceVpc": "b"}}"#, true),
        (r#"{"Null": {"aws:username": "true"}}"#, false),
        (
            r#"{"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}, "ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}"#,
            false,
        ),
        (
            r#"{"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}, "ForAllValues:StringEquals": {"aws:TagKeys": "b"}}"#,
            true,
        ),
    ] {
        let statement = allow(r#""s3:*""#, r#""*""#, &format!(r#", "Condition": {condition}"#));
        let places = places(IDENTITY, &statement, "CONTRADICTORY_CONDITIONS");
        assert_eq!(!places.is_empty(), found, "{condition}");
    }
}

#[test]
fn resources_that_actions_take_and_do_not() {
    let code = ["ACTION_WITHOUT_MATCHING_RESOURCE", "RESOURCE_WITHOUT_MATCHING_ACTION"];
    let bucket = r#"["arn:aws:s3:::a", "arn:aws:s3:::a/*"]"#;
    for (actions, resources, action, resource) in [
        (r#"["s3:GetObject", "s3:ListBucket"]"#, bucket, &[][..], &[][..]),
        (r#"["s3:GetObject", "s3:ListAllMyBuckets"]"#, bucket, &["s3:ListAllMyBuckets"], &["arn:aws:s3:::a"]),
        (r#"["s3:Get*", "s3:List*"]"#, bucket, &[], &[]),
        (r#"["s3:GetObject", "kms:Decrypt"]"#, bucket, &["kms:Decrypt"], &["arn:aws:s3:::a"]),
        (r#""*""#, r#""arn:aws:sqs:eu-west-1:111122223333:a""#, &[], &[]),
        (r#""s3:GetObject""#, r#""arn:aws:s3*""#, &[], &[]),
        (r#"["s3:NoSuchAction"]"#, bucket, &[], &[]),
        (r#""sts:AssumeRole""#, r#""arn:aws:iam::*:role/${aws:PrincipalTag/role}""#, &[], &[]),
        (r#""logs:PutLogEvents""#, r#""arn:aws:logs:*:*:*""#, &[], &[]),
    ] {
        let statement = allow(actions, resources, "");
        assert_eq!(places(IDENTITY, &statement, code[0]), action, "{actions}");
        assert_eq!(places(IDENTITY, &statement, code[1]), resource, "{actions}");
    }
}

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
    assert_eq!(places(IDENTITY, &allow(r#""iam:*""#, r#""*""#, ""), both[0]), ["iam:*"]);
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
        let found = lint(PolicyType::RoleTrust, trust, &options);
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
