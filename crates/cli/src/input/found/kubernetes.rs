//! Manifests of AWS resources in Kubernetes: those of ACK (AWS Controllers for Kubernetes) and of Crossplane.

use sayso::json::Node;

use super::finder::{Finder, Place};
use super::kind::Kind;
use super::reach::{get, reach, text};

/// How an API group begins, its service taken off.
const ACK: &str = "services.k8s.aws";

/// A service, a kind, the path below `spec` or `spec/forProvider`, and what is there.
const ACK_RULES: [(&str, &str, &str, Kind); 11] = [
    ("iam", "Policy", "policyDocument", Kind::Managed),
    ("iam", "Role", "assumeRolePolicyDocument", Kind::Trust),
    ("iam", "Role", "inlinePolicies/*", Kind::Role),
    ("iam", "User", "inlinePolicies/*", Kind::User),
    ("iam", "Group", "inlinePolicies/*", Kind::Group),
    ("s3", "Bucket", "policy", Kind::Resource("AWS::S3::Bucket")),
    ("sqs", "Queue", "policy", Kind::Resource("AWS::SQS::Queue")),
    ("sns", "Topic", "policy", Kind::Resource("AWS::SNS::Topic")),
    ("kms", "Key", "policy", Kind::Key),
    ("ecr", "Repository", "policy", Kind::Resource("AWS::ECR::Repository")),
    ("ec2", "VPCEndpoint", "policyDocument", Kind::Endpoint),
];

const CROSSPLANE_RULES: [(&str, &str, &str, Kind); 22] = [
    ("iam", "Policy", "policy", Kind::Managed),
    ("iam", "Policy", "document", Kind::Managed),
    ("iam", "Role", "assumeRolePolicy", Kind::Trust),
    ("iam", "Role", "assumeRolePolicyDocument", Kind::Trust),
    ("iam", "Role", "inlinePolicy/*/policy", Kind::Role),
    ("iam", "RolePolicy", "policy", Kind::Role),
    ("iam", "RolePolicy", "document", Kind::Role),
    ("iam", "UserPolicy", "policy", Kind::User),
    ("iam", "GroupPolicy", "policy", Kind::Group),
    ("s3", "BucketPolicy", "policy", Kind::Resource("AWS::S3::Bucket")),
    ("s3", "BucketPolicy", "rawPolicy", Kind::Resource("AWS::S3::Bucket")),
    ("sqs", "QueuePolicy", "policy", Kind::Resource("AWS::SQS::Queue")),
    ("sqs", "Queue", "policy", Kind::Resource("AWS::SQS::Queue")),
    ("sns", "TopicPolicy", "policy", Kind::Resource("AWS::SNS::Topic")),
    ("sns", "Topic", "policy", Kind::Resource("AWS::SNS::Topic")),
    ("kms", "Key", "policy", Kind::Key),
    ("ecr", "RepositoryPolicy", "policy", Kind::Resource("AWS::ECR::Repository")),
    ("ecr", "RepositoryPolicy", "rawPolicy", Kind::Resource("AWS::ECR::Repository")),
    ("secretsmanager", "SecretPolicy", "policy", Kind::Resource("AWS::SecretsManager::Secret")),
    ("efs", "FileSystemPolicy", "policy", Kind::Resource("AWS::EFS::FileSystem")),
    ("backup", "VaultPolicy", "policy", Kind::Resource("AWS::Backup::BackupVault")),
    ("ec2", "VPCEndpoint", "policy", Kind::Endpoint),
];

pub(super) fn is_one(node: &Node<'_>) -> bool {
    get(node, "apiVersion").and_then(text).is_some() && get(node, "kind").and_then(text).is_some()
}

pub(super) fn find(finder: &mut Finder<'_>, node: &Node<'_>) {
    if get(node, "kind").and_then(text) == Some("List") {
        for item in reach(node, "items/*") {
            object(finder, item.node, &item.pointer);
        }
    } else {
        object(finder, node, "");
    }
}

fn object(finder: &mut Finder<'_>, node: &Node<'_>, pointer: &str) {
    let own = |key| get(node, key).and_then(text).unwrap_or_default();
    let (group, kind_name) = (own("apiVersion").split('/').next().unwrap_or_default(), own("kind"));
    let Some((service, provider)) = group.split_once('.') else { return };
    // Cluster-wide or, with an `m`, in a namespace.
    let is_crossplane = ["aws.upbound.io", "aws.m.upbound.io", "aws.crossplane.io"].contains(&provider);
    let (rules, spec): (&[_], &str) = match provider {
        ACK => (&ACK_RULES, "spec"),
        _ if is_crossplane => (&CROSSPLANE_RULES, "spec/forProvider"),
        _ => return,
    };
    let name = get(node, "metadata").and_then(|metadata| get(metadata, "name")).and_then(text);
    let name = name.map(|name| format!(" `{name}`")).unwrap_or_default();
    for (_, _, path, kind) in rules.iter().filter(|rule| rule.0 == service && rule.1 == kind_name) {
        for reached in reach(node, &format!("{spec}/{path}")) {
            let own = reached.name.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default();
            let label = format!("{service} {kind_name}{name}, {}{own}", kind.noun());
            let pointer = format!("{pointer}{}", reached.pointer);
            finder.policy(reached.node, &Place { pointer, label, kind: Some(*kind) });
        }
    }
}
