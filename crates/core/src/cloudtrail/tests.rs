//! Events and what they stand for.

use super::*;
use crate::request::Fact;

fn asked(event: &str) -> Vec<String> {
    let event = Event::parse(event).unwrap();
    let call = Calls::default().of(&event).unwrap();
    let asked = event.requests(&call).unwrap();
    let line = |asked: &Asked<'_>| {
        let open = if asked.open { " open" } else { "" };
        format!("{} {}{open}", asked.request.action.as_str(), asked.request.resource.arn)
    };
    asked.iter().map(line).collect()
}

fn of_ana(source: &str, name: &str, rest: &str) -> String {
    format!(
        r#"{{"eventType": "AwsApiCall", "eventTime": "2026-01-02T03:04:05Z", "awsRegion": "eu-west-1",
        "eventSource": "{source}.amazonaws.com", "eventName": "{name}", "recipientAccountId": "123456789012",
        "userIdentity": {{"type": "IAMUser", "principalId": "AIDAEXAMPLE", "accessKeyId": "AKIAEXAMPLE",
        "arn": "arn:aws:iam::123456789012:user/ana", "accountId": "123456789012"}}{rest}}}"#
    )
}

#[test]
fn calls_are_for_the_resources_that_they_name() {
    let here = "arn:aws:ec2:eu-west-1:123456789012";
    for (source, name, rest, expected) in [
        ("s3", "ListBuckets", "", vec!["s3:ListAllMyBuckets *".to_owned()]),
        (
            "s3",
            "GetObject",
            r#"{"bucketName": "reports", "key": "a/b c.csv", "versionId": "x"}"#,
            vec!["s3:GetObjectVersion arn:aws:s3:::reports/a/b c.csv".to_owned()],
        ),
        (
            "s3",
            "CopyObject",
            r#"{"bucketName": "new", "key": "b", "x-amz-copy-source": "/old/a"}"#,
            vec!["s3:GetObject arn:aws:s3:::old/a".to_owned(), "s3:PutObject arn:aws:s3:::new/b".to_owned()],
        ),
        (
            "ec2",
            "TerminateInstances",
            r#"{"instancesSet": {"items": [{"instanceId": "i-1"}, {"instanceId": "i-2"}]}}"#,
            vec![
                format!("ec2:TerminateInstances {here}:instance/i-1"),
                format!("ec2:TerminateInstances {here}:instance/i-2"),
            ],
        ),
        (
            "ec2",
            "DeleteNatGateway",
            r#"{"DeleteNatGatewayRequest": {"NatGatewayId": "nat-1"}}"#,
            vec![format!("ec2:DeleteNatGateway {here}:natgateway/nat-1")],
        ),
        (
            "lambda",
            "CreateFunction20150331",
            r#"{"functionName": "f", "role": "arn:aws:iam::123456789012:role/App"}"#,
            vec![
                "lambda:CreateFunction arn:aws:lambda:eu-west-1:123456789012:function:f".to_owned(),
                "iam:PassRole arn:aws:iam::123456789012:role/App".to_owned(),
            ],
        ),
        (
            "iam",
            "CreateUser",
            r#"{"userName": "bob"}"#,
            vec!["iam:CreateUser arn:aws:iam::123456789012:user/bob".to_owned()],
        ),
        (
            "iam",
            "CreateUser",
            r#"{"userName": "bob", "path": "/team/"}"#,
            vec!["iam:CreateUser arn:aws:iam::123456789012:user/team/bob".to_owned()],
        ),
        (
            "sqs",
            "DeleteQueue",
            r#"{"queueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/orders"}"#,
            vec!["sqs:DeleteQueue arn:aws:sqs:eu-west-1:123456789012:orders".to_owned()],
        ),
        (
            "secretsmanager",
            "GetSecretValue",
            r#"{"secretId": "db"}"#,
            vec![
                "secretsmanager:GetSecretValue arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-?????? open"
                    .to_owned(),
            ],
        ),
        (
            "kms",
            "Encrypt",
            r#"{"keyId": "alias/app"}"#,
            vec!["kms:Encrypt arn:aws:kms:eu-west-1:123456789012:key/* open".to_owned()],
        ),
    ] {
        let rest = if rest.is_empty() { String::new() } else { format!(r#", "requestParameters": {rest}"#) };
        assert_eq!(asked(&of_ana(source, name, &rest)), expected, "{source} {name}");
    }
}

#[test]
fn resources_that_the_event_lists_are_those_of_the_action() {
    let rest = r#", "requestParameters": {"bucketName": "reports", "key": "q3.csv"}, "resources": [
        {"ARN": "arn:aws:s3:::reports", "accountId": "444455556666", "type": "AWS::S3::Bucket"},
        {"ARN": "arn:aws:s3:::reports/q3.csv", "type": "AWS::S3::Object"}]"#;
    assert_eq!(asked(&of_ana("s3", "GetObject", rest)), ["s3:GetObject arn:aws:s3:::reports/q3.csv"]);
}

#[test]
fn names_lose_their_versions() {
    for (name, plain) in [
        ("Invoke20150331v2", "Invoke"),
        ("CreateDistribution2020_05_31", "CreateDistribution"),
        ("ListObjectsV2", "ListObjectsV2"),
        ("20150331", "20150331"),
        ("é2020_05_31", "é"),
    ] {
        assert_eq!(call::without_version(name), plain);
    }
}

#[test]
fn what_an_event_rules_out_is_absent_and_the_rest_unknown() {
    let event =
        of_ana("s3", "ListBuckets", r#", "sourceIPAddress": "203.0.113.7", "requestParameters": null"#);
    let event = Event::parse(&event).unwrap();
    let call = Calls::default().of(&event).unwrap();
    let asked = event.requests(&call).unwrap();
    let request = &asked[0].request;
    let fact = |name: &str| request.context.fact(&crate::request::Key::new(name)).cloned();
    assert_eq!(fact("aws:SourceIp"), Some(Fact::Known("203.0.113.7".into())));
    assert_eq!(fact("aws:SourceVpce"), Some(Fact::Absent));
    assert_eq!(fact("aws:MultiFactorAuthPresent"), Some(Fact::Absent));
    assert_eq!(fact("aws:EpochTime"), Some(Fact::Known("1767323045".into())));
    assert_eq!(fact("aws:SecureTransport"), None);
    assert!(matches!(
        request.value(&crate::request::Key::new("aws:SecureTransport")),
        crate::request::Value::Unknown
    ));
}
