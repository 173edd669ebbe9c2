//! Administrators by effect: those that may do everything, whatever their policies are called.

use sayso::account::Entity;

use super::Way;
use super::question::Asker;

/// What only somebody may do who may do everything: changes of several services on resources that no policy names.
const EVERYTHING: [(&str, &str); 10] = [
    ("iam:CreateUser", "arn:aws:iam::ACCOUNT:user/anybody"),
    ("iam:AttachUserPolicy", "arn:aws:iam::ACCOUNT:user/anybody"),
    ("iam:PutRolePolicy", "arn:aws:iam::ACCOUNT:role/anything"),
    ("s3:DeleteBucket", "arn:aws:s3:::anything"),
    ("ec2:TerminateInstances", "arn:aws:ec2:us-east-1:ACCOUNT:instance/i-0123456789abcdef0"),
    ("lambda:DeleteFunction", "arn:aws:lambda:us-east-1:ACCOUNT:function:anything"),
    ("dynamodb:DeleteTable", "arn:aws:dynamodb:us-east-1:ACCOUNT:table/anything"),
    ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:ACCOUNT:secret:anything-AbCdEf"),
    ("cloudtrail:DeleteTrail", "arn:aws:cloudtrail:us-east-1:ACCOUNT:trail/anything"),
    ("logs:DeleteLogGroup", "arn:aws:logs:us-east-1:ACCOUNT:log-group:anything"),
];

/// Whether it is one.
pub(super) fn way(asker: &Asker<'_>, entity: &Entity) -> Way {
    let partition = entity.arn.split(':').nth(1).unwrap_or("aws");
    let mut circumstances = Vec::new();
    for (action, resource) in EVERYTHING {
        let resource = resource.replace("ACCOUNT", &entity.account).replacen("aws", partition, 1);
        match asker.ask(entity, action, &resource, None) {
            Some(found) if found.keys.is_empty() => circumstances.extend(found.circumstances),
            _ => return Way::None,
        }
    }
    circumstances.sort();
    circumstances.dedup();
    Way::Administrator(circumstances)
}

/// A request that only an administrator may make, to show the statement that allows it.
pub(super) fn example(entity: &Entity) -> (&'static str, String) {
    let [(action, resource), ..] = EVERYTHING;
    (action, resource.replace("ACCOUNT", &entity.account))
}
