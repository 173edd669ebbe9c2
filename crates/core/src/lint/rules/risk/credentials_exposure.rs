use super::grouped::report_actions;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "CREDENTIALS_EXPOSURE",
    severity: Severity::SecurityWarning,
    origin: Origin::Sayso,
    page: page(include_str!("credentials_exposure.md")),
    check,
};

/// After cloudsplaining's list (BSD-3-Clause). Left out are those that need no permission, hand out no secret or
/// only give the caller tokens for what it may do anyway, and `sts:AssumeRole`, which is a way to escalate.
const ACTIONS: [&str; 31] = [
    "airflow:CreateCliToken",
    "airflow:CreateWebLoginToken",
    "appsync:CreateApiKey",
    "chime:CreateApiKey",
    "cloud9:CreateEnvironmentToken",
    "codepipeline:PollForJobs",
    "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
    "connect:GetFederationToken",
    "ec2:GetPasswordData",
    "emr-containers:GetManagedEndpointSessionCredentials",
    "finspace-api:GetProgrammaticAccessCredentials",
    "gamelift:GetComputeAccess",
    "gamelift:GetComputeAuthToken",
    "gamelift:GetInstanceAccess",
    "gamelift:RequestUploadCredentials",
    "grafana:CreateWorkspaceApiKey",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:ResetServiceSpecificCredential",
    "iam:UpdateAccessKey",
    "lightsail:CreateBucketAccessKey",
    "lightsail:DownloadDefaultKeyPair",
    "lightsail:GetInstanceAccessDetails",
    "lightsail:GetRelationalDatabaseMasterUserPassword",
    "mediapackage:RotateChannelCredentials",
    "mediapackage:RotateIngestEndpointCredentials",
    "rds-db:connect",
    "redshift-serverless:GetCredentials",
    "redshift:GetClusterCredentials",
    "redshift:GetClusterCredentialsWithIAM",
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let message = |actions: &str, count: usize| match count {
        1..=3 => format!("credentials of any resource are handed out: {actions}"),
        _ => format!("credentials of any resource are handed out by {count} actions, such as {actions}"),
    };
    report_actions(context, findings, ACTIONS, message, "name the resources, or leave the action out");
}
