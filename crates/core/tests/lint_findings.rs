//! What rules about roles, redundancy and reach find: tables of statements.

mod support {
    pub(crate) mod lint_table;
}

use sayso::PolicyType;

use support::lint_table::{IDENTITY, allow, places};

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
