//! What the policy of a resource can name.

use super::context::Context;
use super::options::Attachment;
use crate::policy_type::PolicyType;

/// The policy of resources of some types.
#[derive(Debug, Clone, Copy)]
pub(super) struct ResourcePolicy {
    /// The types, in CloudFormation's words: of the resource, and of its policy.
    types: &'static [&'static str],
    /// The prefix of all actions and the service of all ARNs in it.
    pub(super) service: &'static str,
    /// The resource types that its actions are about; none where that is not known for certain.
    pub(super) resource_types: &'static [&'static str],
    /// Whether ARNs in it are of the same service.
    pub(super) has_own_arns: bool,
    /// How long it may be, where that is known and the same for everybody.
    pub(super) most_bytes: Option<usize>,
}

const fn of_service(service: &'static str, types: &'static [&'static str]) -> ResourcePolicy {
    ResourcePolicy { types, service, resource_types: &[], has_own_arns: true, most_bytes: None }
}

/// The same with a quota.
const fn up_to(most: usize, policy: ResourcePolicy) -> ResourcePolicy {
    ResourcePolicy { most_bytes: Some(most), ..policy }
}

const KEY: ResourcePolicy = of_service("kms", &["AWS::KMS::Key", "AWS::KMS::ReplicaKey"]);

/// Facts of the services' documentation of their resource policies. Services whose policies name others' ARNs,
/// or whose own rules are not known well, are left out.
const ALL: &[ResourcePolicy] = &[
    ResourcePolicy {
        types: &["AWS::S3::Bucket", "AWS::S3::BucketPolicy"],
        resource_types: &["bucket", "object"],
        ..up_to(20_480, of_service("s3", &[]))
    },
    ResourcePolicy {
        types: &["AWS::SQS::Queue", "AWS::SQS::QueuePolicy"],
        resource_types: &["queue"],
        ..up_to(8_192, of_service("sqs", &[]))
    },
    ResourcePolicy {
        types: &["AWS::SNS::Topic", "AWS::SNS::TopicPolicy"],
        resource_types: &["topic"],
        ..up_to(30_720, of_service("sns", &[]))
    },
    // Recovery points bear the ARNs of what they are copies of.
    ResourcePolicy { types: &["AWS::Backup::BackupVault"], has_own_arns: false, ..of_service("backup", &[]) },
    KEY,
    of_service("s3", &["AWS::S3::AccessPoint", "AWS::S3::MultiRegionAccessPoint"]),
    of_service("s3", &["AWS::S3::MultiRegionAccessPointPolicy"]),
    of_service(
        "s3-object-lambda",
        &["AWS::S3ObjectLambda::AccessPoint", "AWS::S3ObjectLambda::AccessPointPolicy"],
    ),
    of_service("s3express", &["AWS::S3Express::DirectoryBucket", "AWS::S3Express::BucketPolicy"]),
    of_service("s3-outposts", &["AWS::S3Outposts::Bucket", "AWS::S3Outposts::BucketPolicy"]),
    of_service("s3tables", &["AWS::S3Tables::TableBucket", "AWS::S3Tables::TableBucketPolicy"]),
    up_to(20_480, of_service("dynamodb", &["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"])),
    up_to(
        20_480,
        of_service("secretsmanager", &["AWS::SecretsManager::Secret", "AWS::SecretsManager::ResourcePolicy"]),
    ),
    up_to(20_480, of_service("lambda", &["AWS::Lambda::Function", "AWS::Serverless::Function"])),
    of_service("ecr", &["AWS::ECR::Repository", "AWS::ECR::RegistryPolicy"]),
    up_to(20_000, of_service("elasticfilesystem", &["AWS::EFS::FileSystem"])),
    of_service("kinesis", &["AWS::Kinesis::Stream", "AWS::Kinesis::ResourcePolicy"]),
    of_service("es", &["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"]),
    up_to(10_240, of_service("events", &["AWS::Events::EventBus", "AWS::Events::EventBusPolicy"])),
    of_service("execute-api", &["AWS::ApiGateway::RestApi", "AWS::Serverless::Api"]),
    of_service("codeartifact", &["AWS::CodeArtifact::Domain", "AWS::CodeArtifact::Repository"]),
    of_service("logs", &["AWS::Logs::ResourcePolicy"]),
];

/// What the policy can name, if what it is attached to is known.
pub(super) fn of(context: &Context<'_>) -> Option<&'static ResourcePolicy> {
    match (context.policy_type, context.options.attachment) {
        (PolicyType::KmsKey, _) => Some(&KEY),
        (PolicyType::Resource, Attachment::Resource(name)) => {
            ALL.iter().find(|policy| policy.types.contains(&name))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use sayso_catalog::ServiceReference;

    use super::*;

    #[test]
    fn every_service_and_resource_type_is_in_the_reference() {
        for policy in ALL {
            let service = ServiceReference::embedded().service(policy.service).unwrap();
            for name in policy.resource_types {
                assert!(service.resource_type(name).is_some(), "{} {name}", policy.service);
            }
        }
    }
}
