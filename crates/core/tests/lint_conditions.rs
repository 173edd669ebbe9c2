//! Where the rules on conditions speak and where they are silent, beyond the examples of their pages.

use sayso::lint::{self, Options};
use sayso::{Limits, PolicyDocument, PolicyType, Source};

/// An element before the condition, the condition, and the codes about it.
type Case = (&'static str, &'static str, &'static [&'static str]);

fn codes(policy_type: PolicyType, head: &str, condition: &str) -> Vec<&'static str> {
    const TOPICS: [&str; 12] = [
        "CONDITION",
        "QUALIFIER",
        "TYPE_MISMATCH",
        "_IP_",
        "VARIABLE",
        "PERMISSIVE",
        "TAG",
        "GITHUB",
        "OIDC",
        "AUDIENCE",
        "NULL",
        "SINGLE_VALUED",
    ];
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": {{{head}, "Condition": {condition}}}}}"#);
    let document = PolicyDocument::parse(&Source::new("policy.json", text), &Limits::default());
    let found = lint::check(&document, policy_type, &Options::default());
    let codes = found.iter().map(|finding| finding.code);
    codes
        .filter(|code| !code.starts_with("REDUNDANT") && TOPICS.iter().any(|topic| code.contains(topic)))
        .collect()
}

fn assert_all(policy_type: PolicyType, cases: &[Case]) {
    for (head, condition, expected) in cases {
        assert_eq!(codes(policy_type, head, condition), *expected, "{head}, {condition}");
    }
}

const READ: &str = r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*""#;
const DENY_READ: &str = r#""Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*""#;
const LIST_ALL: &str = r#""Effect": "Allow", "Action": "s3:List*", "Resource": "*""#;
const CALL_HTTP: &str = r#""Effect": "Allow", "Action": "states:InvokeHTTPEndpoint", "Resource": "*""#;
const DECRYPT: &str = r#""Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*""#;
const TAG: &str = r#""Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*""#;
const DENY_HEALTH: &str = r#""Effect": "Deny", "Action": "health:*", "Resource": "*""#;
const DENY_ALL: &str = r#""Effect": "Deny", "Action": "*", "Resource": "*""#;

#[test]
fn keys_are_held_against_what_actions_carry() {
    assert_all(
        PolicyType::Identity,
        &[
            (READ, r#"{"StringLike": {"s3:prefix": "a/*"}}"#, &["UNSUPPORTED_ACTION_FOR_CONDITION_KEY"]),
            (READ, r#"{"StringNotLike": {"S3:Prefix": "a/*"}}"#, &["UNSUPPORTED_ACTION_FOR_CONDITION_KEY"]),
            (READ, r#"{"StringLikeIfExists": {"s3:prefix": "a/*"}}"#, &[]),
            (READ, r#"{"Null": {"s3:prefix": "true"}}"#, &[]),
            (LIST_ALL, r#"{"StringLike": {"s3:prefix": "a/*"}}"#, &[]),
            // No action of the reference lists the key, so that it says nothing about this one.
            (CALL_HTTP, r#"{"StringEquals": {"states:HTTPMethod": "GET"}}"#, &[]),
            (
                READ,
                r#"{"StringEquals": {"iam:PassedToService": "a"}}"#,
                &["MISSING_ACTION_FOR_CONDITION_KEY"],
            ),
            (READ, r#"{"StringEquals": {"aws:PrincipalTeg/a": "b"}}"#, &["INVALID_GLOBAL_CONDITION_KEY"]),
            (READ, r#"{"StringEquals": {"saml:aud": "a", "login.example.com/pool:sub": "b"}}"#, &[]),
            (READ, r#"{"StringEquals": {"login:sub": "a"}}"#, &["INVALID_SERVICE_CONDITION_KEY"]),
            (READ, r#"{"StringEquals": {"aws:SourceOwner": "a"}}"#, &["DEPRECATED_GLOBAL_CONDITION_KEY"]),
            (READ, r#"{"StringEquals": {"aws:ResourceTag/": "a"}}"#, &["MISSING_TAG_KEY_IN_CONDITION"]),
        ],
    );
    let trust = r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole""#;
    assert_all(PolicyType::RoleTrust, &[(trust, r#"{"StringEquals": {"login:sub": "a"}}"#, &[])]);
}

#[test]
fn values_are_held_against_operators_and_keys() {
    assert_all(
        PolicyType::Identity,
        &[
            (
                READ,
                r#"{"StringEquals": {"aws:PrincipalTag/n": 5}, "Bool": {"aws:ViaAWSService": false}}"#,
                &[],
            ),
            (READ, r#"{"NumericLessThan": {"aws:PrincipalTag/level": "3"}}"#, &[]),
            (READ, r#"{"DateLessThan": {"aws:EpochTime": "1798761599"}}"#, &[]),
            (READ, r#"{"ArnLike": {"aws:SourceAccount": "111122223333"}}"#, &["TYPE_MISMATCH"]),
            (DECRYPT, r#"{"ArnLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::reports"}}"#, &[]),
            (READ, r#"{"StringEquals": {"aws:SourceIp": "203.0.113.4"}}"#, &["TYPE_MISMATCH"]),
            (
                DENY_READ,
                r#"{"StringNotEquals": {"aws:Ec2InstanceSourcePrivateIPv4": "${aws:VpcSourceIp}"}}"#,
                &[],
            ),
            (READ, r#"{"IpAddress": {"aws:SourceIp": ["2001:db8::/32", "203.0.113.4"]}}"#, &[]),
            (
                READ,
                r#"{"NotIpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}, "StringEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}}"#,
                &[],
            ),
            (TAG, r#"{"ForAllValues:StringEquals": {"aws:TagKeys": "team"}}"#, &[]),
            (TAG, r#"{"StringEqualsIfExists": {"aws:TagKeys": "team"}}"#, &["MISSING_QUALIFIER"]),
            (READ, r#"{"StringEquals": {"aws:PrincipalTag/team": "a${*}"}}"#, &[]),
            (READ, r#"{"StringLikeIfExists": {"aws:PrincipalTag/team": "*"}}"#, &[]),
            (
                READ,
                r#"{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "*"}}"#,
                &["EQUIVALENT_TO_NULL_FALSE"],
            ),
        ],
    );
}

#[test]
fn keys_that_keep_strangers_out_need_fixed_values_where_a_match_lets_in() {
    const WIDE: &[&str] = &["WILDCARD_USAGE_TOO_PERMISSIVE"];
    assert_all(
        PolicyType::Identity,
        &[
            (READ, r#"{"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}}"#, &[]),
            (READ, r#"{"StringEquals": {"aws:SourceVpc": "${aws:PrincipalTag/vpc}"}}"#, &[]),
            (
                READ,
                r#"{"StringEquals": {"aws:SourceVpc": "${aws:RequestTag/vpc}"}}"#,
                &["VARIABLE_USAGE_TOO_PERMISSIVE"],
            ),
            (DENY_READ, r#"{"StringNotLike": {"aws:PrincipalOrgID": "o-a*"}}"#, WIDE),
            (DENY_READ, r#"{"StringLike": {"aws:PrincipalOrgID": "o-a*"}}"#, &[]),
            (READ, r#"{"StringLike": {"aws:PrincipalOrgID": "o-a1b2*"}}"#, &[]),
            (READ, r#"{"StringLike": {"aws:userid": "AROAEXAMPLEROLEID:*"}}"#, &[]),
            (READ, r#"{"StringLike": {"aws:userid": "*:ana"}}"#, &[]),
            (READ, r#"{"StringLike": {"aws:userid": "AROA*:ana"}}"#, WIDE),
        ],
    );
}

#[test]
fn tags_matter_only_where_a_service_that_lacks_them_is_named_and_the_condition_needs_them() {
    const DENY: &str = "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE";
    assert_all(
        PolicyType::Identity,
        &[
            (DENY_HEALTH, r#"{"StringEquals": {"aws:RequestTag/team": "a"}}"#, &[DENY]),
            (DENY_HEALTH, r#"{"StringNotEquals": {"aws:RequestTag/team": "a"}}"#, &[]),
            (DENY_HEALTH, r#"{"StringEquals": {"aws:PrincipalTag/team": "a"}}"#, &[]),
            (DENY_ALL, r#"{"StringEquals": {"aws:RequestTag/team": "a"}}"#, &[]),
        ],
    );
}

#[test]
fn tokens_are_told_apart_by_provider() {
    let trust = |provider: &str| {
        format!(
            r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal":
                {{"Federated": "arn:aws:iam::111122223333:oidc-provider/{provider}"}}"#
        )
    };
    let github = "token.actions.githubusercontent.com";
    for (provider, operator, claims, expected) in [
        (github, "StringEquals", r#"aud": "sts.amazonaws.com"#, &["MISSING_GITHUB_REPO_CONDITION_KEY"][..]),
        (github, "StringLike", r#"sub": "repo:example/*"#, &["SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED"]),
        (github, "StringLike", r#"repository": "example/shop"#, &[]),
        (
            github,
            "ForAnyValue:StringEquals",
            r#"aud": "a"#,
            &["MISSING_GITHUB_REPO_CONDITION_KEY", "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE"],
        ),
        ("login.example.com", "StringEquals", r#"sub": "ana"#, &[]),
        ("login.example.com", "ForAnyValue:StringEquals", r#"aud": "a"#, &["CONFIRM_AUDIENCE_CLAIM_TYPE"]),
    ] {
        let condition = format!(r#"{{"{operator}": {{"{provider}:{claims}"}}}}"#);
        let mut codes = codes(PolicyType::RoleTrust, &trust(provider), &condition);
        let mut expected = expected.to_vec();
        codes.sort_unstable();
        expected.sort_unstable();
        assert_eq!(codes, expected, "{provider} {condition}");
    }
}
