//! Which properties of which resources are policies. `AWS::IoT::Policy` is not here: its language is another.

use sayso::json::Node;

use crate::input::found::kind::Kind;
use crate::input::found::reach::{get, text};

/// A property that is a policy.
pub(super) struct Rule {
    pub(super) resource: &'static str,
    /// Where under `Properties`; see [`crate::input::found::reach`].
    pub(super) path: &'static str,
    holds: Holds,
    /// Whether it is a statement, not a document.
    pub(super) statements_only: bool,
}

enum Holds {
    Kind(Kind),
    /// `AWS::IAM::Policy`: of whom it is a policy, its properties say.
    Inline,
    /// `AWS::Organizations::Policy`: its `Type` says.
    Organization,
}

impl Rule {
    /// What kind of policy it is; `None` for one in another language.
    pub(super) fn kind(&self, properties: &Node<'_>) -> Option<Kind> {
        match &self.holds {
            Holds::Kind(kind) => Some(*kind),
            // Of several, the one with the smallest quota.
            Holds::Inline if get(properties, "Users").is_some() => Some(Kind::User),
            Holds::Inline if get(properties, "Groups").is_some() => Some(Kind::Group),
            Holds::Inline => Some(Kind::Role),
            Holds::Organization => get(properties, "Type").and_then(text).and_then(Kind::of_organization),
        }
    }
}

const fn rule(resource: &'static str, path: &'static str, holds: Holds) -> Rule {
    Rule { resource, path, holds, statements_only: false }
}

const fn own(resource: &'static str, path: &'static str, kind: Kind) -> Rule {
    rule(resource, path, Holds::Kind(kind))
}

const fn of(resource: &'static str, path: &'static str, holder: &'static str) -> Rule {
    own(resource, path, Kind::Resource(holder))
}

pub(super) const RULES: [Rule; 58] = [
    rule("AWS::IAM::Policy", "PolicyDocument", Holds::Inline),
    own("AWS::IAM::ManagedPolicy", "PolicyDocument", Kind::Managed),
    own("AWS::IAM::Role", "AssumeRolePolicyDocument", Kind::Trust),
    own("AWS::IAM::Role", "Policies/*/PolicyDocument", Kind::Role),
    own("AWS::IAM::User", "Policies/*/PolicyDocument", Kind::User),
    own("AWS::IAM::Group", "Policies/*/PolicyDocument", Kind::Group),
    own("AWS::IAM::UserPolicy", "PolicyDocument", Kind::User),
    own("AWS::IAM::GroupPolicy", "PolicyDocument", Kind::Group),
    own("AWS::IAM::RolePolicy", "PolicyDocument", Kind::Role),
    own("AWS::SSO::PermissionSet", "InlinePolicy", Kind::PermissionSet),
    rule("AWS::Organizations::Policy", "Content", Holds::Organization),
    own("AWS::EC2::VPCEndpoint", "PolicyDocument", Kind::Endpoint),
    own("AWS::KMS::Key", "KeyPolicy", Kind::Key),
    own("AWS::KMS::ReplicaKey", "KeyPolicy", Kind::Key),
    own("AWS::Serverless::Function", "AssumeRolePolicyDocument", Kind::Trust),
    own("AWS::Serverless::Function", "Policies", Kind::Role),
    own("AWS::Serverless::Function", "Policies/*", Kind::Role),
    own("AWS::Serverless::StateMachine", "Policies", Kind::Role),
    own("AWS::Serverless::StateMachine", "Policies/*", Kind::Role),
    of("AWS::S3::BucketPolicy", "PolicyDocument", "AWS::S3::Bucket"),
    of("AWS::S3::AccessPoint", "Policy", "AWS::S3::AccessPoint"),
    of("AWS::S3::MultiRegionAccessPointPolicy", "Policy", "AWS::S3::MultiRegionAccessPoint"),
    of("AWS::S3Express::AccessPoint", "Policy", "AWS::S3Express::AccessPoint"),
    of("AWS::S3Express::BucketPolicy", "PolicyDocument", "AWS::S3Express::DirectoryBucket"),
    of("AWS::S3ObjectLambda::AccessPointPolicy", "PolicyDocument", "AWS::S3ObjectLambda::AccessPoint"),
    of("AWS::S3Outposts::AccessPoint", "Policy", "AWS::S3Outposts::AccessPoint"),
    of("AWS::S3Outposts::BucketPolicy", "PolicyDocument", "AWS::S3Outposts::Bucket"),
    of("AWS::S3Tables::TableBucketPolicy", "ResourcePolicy", "AWS::S3Tables::TableBucket"),
    of("AWS::S3Tables::TablePolicy", "ResourcePolicy", "AWS::S3Tables::Table"),
    of("AWS::SQS::QueuePolicy", "PolicyDocument", "AWS::SQS::Queue"),
    of("AWS::SQS::QueueInlinePolicy", "PolicyDocument", "AWS::SQS::Queue"),
    of("AWS::SNS::TopicPolicy", "PolicyDocument", "AWS::SNS::Topic"),
    of("AWS::SNS::TopicInlinePolicy", "PolicyDocument", "AWS::SNS::Topic"),
    of("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", "AWS::SecretsManager::Secret"),
    of("AWS::ECR::Repository", "RepositoryPolicyText", "AWS::ECR::Repository"),
    of("AWS::ECR::PublicRepository", "RepositoryPolicyText", "AWS::ECR::PublicRepository"),
    of("AWS::ECR::RegistryPolicy", "PolicyText", "AWS::ECR::RegistryPolicy"),
    of("AWS::OpenSearchService::Domain", "AccessPolicies", "AWS::OpenSearchService::Domain"),
    of("AWS::Elasticsearch::Domain", "AccessPolicies", "AWS::Elasticsearch::Domain"),
    of("AWS::EFS::FileSystem", "FileSystemPolicy", "AWS::EFS::FileSystem"),
    of("AWS::Backup::BackupVault", "AccessPolicy", "AWS::Backup::BackupVault"),
    of("AWS::ApiGateway::RestApi", "Policy", "AWS::ApiGateway::RestApi"),
    of("AWS::Events::EventBus", "Policy", "AWS::Events::EventBus"),
    Rule { statements_only: true, ..of("AWS::Events::EventBusPolicy", "Statement", "AWS::Events::EventBus") },
    of("AWS::CodeArtifact::Domain", "PermissionsPolicyDocument", "AWS::CodeArtifact::Domain"),
    of("AWS::CodeArtifact::Repository", "PermissionsPolicyDocument", "AWS::CodeArtifact::Repository"),
    of("AWS::DynamoDB::Table", "ResourcePolicy/PolicyDocument", "AWS::DynamoDB::Table"),
    of("AWS::DynamoDB::Table", "StreamSpecification/ResourcePolicy/PolicyDocument", "AWS::DynamoDB::Table"),
    of("AWS::DynamoDB::GlobalTable", "Replicas/*/ResourcePolicy/PolicyDocument", "AWS::DynamoDB::Table"),
    of("AWS::Kinesis::ResourcePolicy", "ResourcePolicy", "AWS::Kinesis::Stream"),
    of("AWS::Logs::ResourcePolicy", "PolicyDocument", "AWS::Logs::ResourcePolicy"),
    of("AWS::MSK::ClusterPolicy", "Policy", "AWS::MSK::Cluster"),
    of("AWS::MediaStore::Container", "Policy", "AWS::MediaStore::Container"),
    of("AWS::Redshift::Cluster", "NamespaceResourcePolicy", "AWS::Redshift::Cluster"),
    of("AWS::RedshiftServerless::Namespace", "NamespaceResourcePolicy", "AWS::RedshiftServerless::Namespace"),
    of("AWS::VpcLattice::AuthPolicy", "Policy", "AWS::VpcLattice::AuthPolicy"),
    of("AWS::VpcLattice::ResourcePolicy", "Policy", "AWS::VpcLattice::ResourcePolicy"),
    of("AWS::XRay::ResourcePolicy", "PolicyDocument", "AWS::XRay::ResourcePolicy"),
];
