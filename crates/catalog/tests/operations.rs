//! The operations as they are carried.

use sayso_catalog::{Operations, ServiceReference};

static PACKED: &[u8] = include_bytes!("../data/operations.bin");

/// The actions of an operation, each with the templates of what it is needed for.
fn needs(service: &str, name: &str) -> Vec<(String, Vec<String>)> {
    let operation = Operations::embedded().find(service, name).next();
    let actions = operation.into_iter().flat_map(|operation| operation.actions());
    actions.map(|it| (it.name(), it.templates().map(|template| template.to_string()).collect())).collect()
}

#[test]
fn everything_can_be_read() {
    let operations = Operations::from_bytes(PACKED).unwrap();
    assert!(operations.len() > 12_000 && operations.len() == Operations::embedded().len());
}

/// An action with its templates.
type Needed = (&'static str, &'static [&'static str]);

#[test]
fn operations_need_the_actions_of_the_reference_for_resources_that_requests_name() {
    let cases: &[(&str, &str, &[Needed])] = &[
        ("s3", "GetObject", &[("s3:GetObject", &["arn:${Partition}:s3:::{Bucket}/{Key}"])]),
        ("S3", "listbuckets", &[("s3:ListAllMyBuckets", &[])]),
        (
            "s3",
            "DeleteObjects",
            &[("s3:DeleteObject", &["arn:${Partition}:s3:::{Bucket}/{Delete.Objects[].Key}"])],
        ),
        ("sts", "AssumeRole", &[("sts:AssumeRole", &["{RoleArn}"])]),
        ("sts", "GetCallerIdentity", &[]),
        (
            "kms",
            "ReEncrypt",
            &[
                ("kms:ReEncryptFrom", &["arn:${Partition}:kms:${Region}:${Account}:key/{SourceKeyId}"]),
                ("kms:ReEncryptTo", &["arn:${Partition}:kms:${Region}:${Account}:key/{DestinationKeyId}"]),
            ],
        ),
        (
            "lambda",
            "Invoke",
            &[(
                "lambda:InvokeFunction",
                &["arn:${Partition}:lambda:${Region}:${Account}:function:{FunctionName}"],
            )],
        ),
        (
            "iam",
            "CreateUser",
            &[("iam:CreateUser", &["arn:${Partition}:iam::${Account}:user{Path}{UserName}"])],
        ),
        (
            "dynamodb",
            "GetItem",
            &[("dynamodb:GetItem", &["arn:${Partition}:dynamodb:${Region}:${Account}:table/{TableName}"])],
        ),
        (
            "apigateway",
            "GetResource",
            &[(
                "apigateway:GET",
                &["arn:${Partition}:apigateway:${Region}::/restapis/{restApiId}/resources/{resourceId}"],
            )],
        ),
    ];
    for (service, name, expected) in cases {
        let expected: Vec<(String, Vec<String>)> = expected
            .iter()
            .map(|(action, templates)| {
                ((*action).to_owned(), templates.iter().map(|it| (*it).to_owned()).collect())
            })
            .collect();
        assert_eq!(needs(service, name), expected, "{service}:{name}");
    }
}

#[test]
fn a_role_that_is_handed_over_has_to_be_passed() {
    let needed = needs("lambda", "CreateFunction");
    assert!(needed.contains(&("iam:PassRole".to_owned(), vec!["{Role}".to_owned()])), "{needed:?}");
}

#[test]
fn every_action_is_one_of_the_reference() {
    let reference = ServiceReference::embedded();
    for service in reference.services() {
        for action in service.actions().step_by(5) {
            let operations = Operations::embedded().find(service.prefix(), action.name());
            for needed in operations.flat_map(|operation| operation.actions()) {
                assert!(reference.action(&needed.name()).is_some(), "{needed:?} of {action}");
            }
        }
    }
}
