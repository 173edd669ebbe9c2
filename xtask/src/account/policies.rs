//! Managed policies: those of the account, and the AWS ones that it attaches.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::random::Random;
use super::time::{before, iso};
use super::{statements, words};

/// A managed policy, for those that it is attached to.
#[derive(Clone)]
pub(super) struct Managed {
    pub(super) name: String,
    pub(super) arn: String,
    pub(super) services: Vec<&'static str>,
    /// As the dump has it; none for AWS's own.
    detail: Option<Value>,
}

/// AWS's policies that accounts attach, the common ones first.
const AWS: [(&str, &[&str]); 12] = [
    ("service-role/AWSLambdaBasicExecutionRole", &["logs"]),
    ("ReadOnlyAccess", &["s3", "ec2", "iam", "dynamodb"]),
    ("AmazonSSMManagedInstanceCore", &["ssm", "ssmmessages"]),
    ("AmazonS3ReadOnlyAccess", &["s3"]),
    ("CloudWatchAgentServerPolicy", &["cloudwatch", "logs"]),
    ("SecurityAudit", &["iam", "config"]),
    ("PowerUserAccess", &["s3", "ec2", "lambda"]),
    ("AdministratorAccess", &["iam", "s3", "ec2", "lambda"]),
    ("AmazonEC2ContainerRegistryReadOnly", &["ecr"]),
    ("IAMUserChangePassword", &["iam"]),
    ("AmazonDynamoDBFullAccess", &["dynamodb"]),
    ("IAMFullAccess", &["iam"]),
];

impl Managed {
    pub(super) fn attachment(&self) -> Value {
        json!({"PolicyName": self.name, "PolicyArn": self.arn})
    }

    /// The entry of the dump's `Policies`.
    pub(super) fn detail(&self, attached: usize) -> Option<Value> {
        let mut detail = self.detail.clone()?;
        let members = detail.as_object_mut()?;
        members.insert("AttachmentCount".into(), json!(attached));
        members.insert("IsAttachable".into(), json!(true));
        Some(detail)
    }
}

/// AWS's policy of that rank.
pub(super) fn aws(random: &mut Random) -> Managed {
    let (path, services) = AWS.get(random.zipf(AWS.len())).copied().unwrap_or(("ReadOnlyAccess", &["s3"]));
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    Managed {
        name,
        arn: format!("arn:aws:iam::aws:policy/{path}"),
        services: services.to_vec(),
        detail: None,
    }
}

/// The account's policies; the last is its boundary.
pub(super) fn own(account: &str, count: usize, random: &mut Random) -> Vec<Managed> {
    let mut made: Vec<Managed> = (1..count).map(|number| one(account, number, random)).collect();
    made.push(managed(account, "developer-boundary", &[boundary()], vec!["s3"], random));
    made
}

fn one(account: &str, number: usize, random: &mut Random) -> Managed {
    let (document, services) = document(account, 4, random);
    let name = format!(
        "{}-{}-{number}",
        words::app(random),
        random.pick(&["access", "deploy", "read", "run"], "run")
    );
    let mut versions = vec![document];
    while versions.len() < 5 && random.chance(25) {
        versions.push(self::document(account, 2, random).0);
    }
    managed(account, &name, &versions, services, random)
}

/// Its first version is the default, as the newest.
fn managed(
    account: &str,
    name: &str,
    versions: &[Value],
    services: Vec<&'static str>,
    random: &mut Random,
) -> Managed {
    let arn = format!("arn:aws:iam::{account}:policy/{name}");
    let date = iso(before(30 + random.below(1_500), random));
    let version = |(at, document): (usize, &Value)| {
        json!({"Document": document, "VersionId": format!("v{}", versions.len() - at), "IsDefaultVersion": at == 0,
            "CreateDate": date})
    };
    let list: Vec<Value> = versions.iter().enumerate().map(version).collect();
    let detail = json!({"PolicyName": name, "PolicyId": words::id("ANPA", random), "Arn": arn, "Path": "/",
        "DefaultVersionId": format!("v{}", versions.len()), "CreateDate": date, "UpdateDate": date,
        "PolicyVersionList": list});
    Managed { name: name.to_owned(), arn, services, detail: Some(detail) }
}

/// A document of some statements, and its services.
pub(super) fn document(account: &str, risky: usize, random: &mut Random) -> (Value, Vec<&'static str>) {
    let mut services = BTreeSet::new();
    let count = 1 + random.zipf(6);
    let list: Vec<Value> = (0..count)
        .map(|_| {
            let made = statements::one(account, risky, random);
            services.extend(made.services);
            made.statement
        })
        .collect();
    (json!({"Version": "2012-10-17", "Statement": list}), services.into_iter().collect())
}

fn boundary() -> Value {
    json!({"Version": "2012-10-17", "Statement": [
        {"Sid": "Services", "Effect": "Allow", "Resource": "*",
            "Action": ["s3:*", "dynamodb:*", "logs:*", "lambda:*", "sqs:*", "sns:*", "cloudwatch:*", "ec2:Describe*"]},
        {"Sid": "NotTheBoundary", "Effect": "Deny", "Action": ["iam:Delete*PermissionsBoundary"], "Resource": "*"}]})
}
