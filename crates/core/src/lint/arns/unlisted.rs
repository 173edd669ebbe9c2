//! ARNs that exist, and that the formats of AWS's service reference leave out.
//!
//! The resources are those of AWS's managed policies (as of 2026-09, in sayso-catalog) and of its published samples.

use super::overlap::can_be;

/// Resources that no format covers, by service.
const RESOURCES: &[(&str, &str)] = &[
    ("apigateway", "/*"),
    ("appflow", "connector-profile/*"),
    ("aps", "/workspaces*"),
    ("autoscaling", "scalingPolicy:*"),
    ("backup", "recovery-point:*"),
    ("bedrock-agentcore", "credential-provider/*"),
    ("cloudformation", "transform/*"),
    ("cloudwatch", "iotfleethub*"),
    ("grafana", "/workspaces*"),
    ("robomaker", "/*"),
    ("waf", "changetoken/*"),
    ("waf-regional", "changetoken/*"),
];

/// Services some of whose resources belong to AWS, so that the ARN has no account although its format has.
const SHARED: &[&str] = &["resource-explorer-2", "ssm"];

pub(super) fn is_resource(service: &str, resource: &str) -> bool {
    RESOURCES.iter().any(|(known, format)| *known == service && can_be(resource, format))
}

pub(super) fn may_lack_account(service: &str) -> bool {
    SHARED.contains(&service)
}
