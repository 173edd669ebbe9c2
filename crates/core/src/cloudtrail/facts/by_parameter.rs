//! Condition keys that have the value of a request's parameter.

use super::super::parameters::Parameters;
use crate::request::{Action, Context, Fact};

/// Service, parameter, key. A parameter that is not given makes the key absent.
const KEYS: [(&str, &str, &str); 14] = [
    ("iam", "awsServiceName", "iam:AWSServiceName"),
    ("iam", "permissionsBoundary", "iam:PermissionsBoundary"),
    ("iam", "policyArn", "iam:PolicyARN"),
    ("s3", "delimiter", "s3:delimiter"),
    ("s3", "max-keys", "s3:max-keys"),
    ("s3", "prefix", "s3:prefix"),
    ("s3", "versionId", "s3:VersionId"),
    ("s3", "x-amz-acl", "s3:x-amz-acl"),
    ("s3", "x-amz-server-side-encryption", "s3:x-amz-server-side-encryption"),
    ("s3", "x-amz-server-side-encryption-aws-kms-key-id", "s3:x-amz-server-side-encryption-aws-kms-key-id"),
    ("s3", "x-amz-storage-class", "s3:x-amz-storage-class"),
    ("sts", "externalId", "sts:ExternalId"),
    ("sts", "roleSessionName", "sts:RoleSessionName"),
    ("sts", "sourceIdentity", "sts:SourceIdentity"),
];

pub(super) fn state<'e>(parameters: &Parameters<'e>, action: &Action<'_>, context: &mut Context<'e>) {
    if !parameters.given() {
        return;
    }
    for (service, parameter, key) in KEYS {
        if action.is_of(service) {
            let value = parameters.text(parameter).map(str::to_owned);
            context.insert(key, value.map_or(Fact::Absent, |value| Fact::Known(value.into())));
        }
    }
}
