//! Which arguments of which resources are policies. `aws_iot_policy` is not here: its language is another.

use crate::input::found::kind::Kind;

/// An argument that is a policy.
pub(in crate::input::found) struct Rule {
    resource: &'static str,
    /// The argument, or a nested block, `*` and its argument.
    pub(in crate::input::found) path: &'static str,
    /// `None` for `aws_organizations_policy`, whose `type` says.
    kind: Option<Kind>,
}

impl Rule {
    /// What kind of policy it is; `None` for one in another language. `argument` reads another argument.
    pub(in crate::input::found) fn kind<'v>(
        &self,
        argument: impl Fn(&str) -> Option<&'v str>,
    ) -> Option<Kind> {
        self.kind.or_else(|| Kind::of_organization(argument("type").unwrap_or("SERVICE_CONTROL_POLICY")))
    }
}

/// The arguments of a resource that are policies.
pub(in crate::input::found) fn rules(resource: &str) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.resource == resource)
}

const fn own(resource: &'static str, path: &'static str, kind: Kind) -> Rule {
    Rule { resource, path, kind: Some(kind) }
}

const fn of(resource: &'static str, path: &'static str, holder: &'static str) -> Rule {
    own(resource, path, Kind::Resource(holder))
}

const RULES: [Rule; 59] = [
    own("aws_iam_policy", "policy", Kind::Managed),
    own("aws_iam_role", "assume_role_policy", Kind::Trust),
    own("aws_iam_role", "inline_policy/*/policy", Kind::Role),
    own("aws_iam_role_policy", "policy", Kind::Role),
    own("aws_iam_user_policy", "policy", Kind::User),
    own("aws_iam_group_policy", "policy", Kind::Group),
    own("aws_ssoadmin_permission_set_inline_policy", "inline_policy", Kind::PermissionSet),
    Rule { resource: "aws_organizations_policy", path: "content", kind: None },
    own("aws_vpc_endpoint", "policy", Kind::Endpoint),
    own("aws_vpc_endpoint_policy", "policy", Kind::Endpoint),
    own("aws_kms_key", "policy", Kind::Key),
    own("aws_kms_key_policy", "policy", Kind::Key),
    own("aws_kms_replica_key", "policy", Kind::Key),
    own("aws_kms_external_key", "policy", Kind::Key),
    own("aws_kms_replica_external_key", "policy", Kind::Key),
    of("aws_s3_bucket_policy", "policy", "AWS::S3::Bucket"),
    of("aws_s3_bucket", "policy", "AWS::S3::Bucket"),
    of("aws_s3_access_point", "policy", "AWS::S3::AccessPoint"),
    of("aws_s3control_access_point_policy", "policy", "AWS::S3::AccessPoint"),
    of("aws_s3control_bucket_policy", "policy", "AWS::S3Outposts::Bucket"),
    of(
        "aws_s3control_multi_region_access_point_policy",
        "details/*/policy",
        "AWS::S3::MultiRegionAccessPoint",
    ),
    of("aws_s3control_object_lambda_access_point_policy", "policy", "AWS::S3ObjectLambda::AccessPoint"),
    of("aws_s3tables_table_bucket_policy", "resource_policy", "AWS::S3Tables::TableBucket"),
    of("aws_s3tables_table_policy", "resource_policy", "AWS::S3Tables::Table"),
    of("aws_sqs_queue_policy", "policy", "AWS::SQS::Queue"),
    of("aws_sqs_queue", "policy", "AWS::SQS::Queue"),
    of("aws_sns_topic_policy", "policy", "AWS::SNS::Topic"),
    of("aws_sns_topic", "policy", "AWS::SNS::Topic"),
    of("aws_ecr_repository_policy", "policy", "AWS::ECR::Repository"),
    of("aws_ecrpublic_repository_policy", "policy", "AWS::ECR::PublicRepository"),
    of("aws_ecr_registry_policy", "policy", "AWS::ECR::RegistryPolicy"),
    of("aws_secretsmanager_secret_policy", "policy", "AWS::SecretsManager::Secret"),
    of("aws_secretsmanager_secret", "policy", "AWS::SecretsManager::Secret"),
    of("aws_opensearch_domain", "access_policies", "AWS::OpenSearchService::Domain"),
    of("aws_opensearch_domain_policy", "access_policies", "AWS::OpenSearchService::Domain"),
    of("aws_elasticsearch_domain", "access_policies", "AWS::Elasticsearch::Domain"),
    of("aws_elasticsearch_domain_policy", "access_policies", "AWS::Elasticsearch::Domain"),
    of("aws_efs_file_system_policy", "policy", "AWS::EFS::FileSystem"),
    of("aws_backup_vault_policy", "policy", "AWS::Backup::BackupVault"),
    of("aws_api_gateway_rest_api", "policy", "AWS::ApiGateway::RestApi"),
    of("aws_api_gateway_rest_api_policy", "policy", "AWS::ApiGateway::RestApi"),
    of("aws_cloudwatch_event_bus_policy", "policy", "AWS::Events::EventBus"),
    of("aws_cloudwatch_log_resource_policy", "policy_document", "AWS::Logs::ResourcePolicy"),
    of("aws_cloudwatch_log_destination_policy", "access_policy", "AWS::Logs::Destination"),
    of("aws_codeartifact_domain_permissions_policy", "policy_document", "AWS::CodeArtifact::Domain"),
    of("aws_codeartifact_repository_permissions_policy", "policy_document", "AWS::CodeArtifact::Repository"),
    of("aws_dynamodb_resource_policy", "policy", "AWS::DynamoDB::Table"),
    of("aws_kinesis_resource_policy", "policy", "AWS::Kinesis::Stream"),
    of("aws_glacier_vault", "access_policy", "AWS::Glacier::Vault"),
    of("aws_glacier_vault_lock", "policy", "AWS::Glacier::Vault"),
    of("aws_glue_resource_policy", "policy", "AWS::Glue::ResourcePolicy"),
    of("aws_acmpca_policy", "policy", "AWS::ACMPCA::CertificateAuthority"),
    of("aws_msk_cluster_policy", "policy", "AWS::MSK::Cluster"),
    of("aws_media_store_container_policy", "policy", "AWS::MediaStore::Container"),
    of("aws_redshift_resource_policy", "policy", "AWS::Redshift::Cluster"),
    of("aws_ses_identity_policy", "policy", "AWS::SES::EmailIdentity"),
    of("aws_sesv2_email_identity_policy", "policy", "AWS::SES::EmailIdentity"),
    of("aws_vpclattice_auth_policy", "policy", "AWS::VpcLattice::AuthPolicy"),
    of("aws_vpclattice_resource_policy", "policy", "AWS::VpcLattice::ResourcePolicy"),
];
