//! The organization that the accounts are in: units, SCPs and RCPs, in the layout of docs/accounts.md.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use super::{ACCOUNTS, files};

const ID: &str = "o-exampleorgid";

/// `organization.json` and the policies that it names.
pub(super) fn write(folder: &Path) -> Result<()> {
    let [first, second, management] = ACCOUNTS;
    let account =
        |id: &str, name: &str, scps: &[&str]| json!({"id": id, "name": name, "scps": scps, "rcps": []});
    let unit = |id: &str, name: &str, scps: &[&str], accounts: Value| json!({"id": id, "name": name, "scps": scps, "rcps": [], "accounts": accounts});
    let full = "FullAWSAccess";
    let units = json!([
        unit(
            "ou-ab12-11111111",
            "Production",
            &[full, "policies/regions.json"],
            json!([account(first, "production", &[full, "policies/keep-logs.json"])]),
        ),
        unit("ou-ab12-22222222", "Development", &[full], json!([account(second, "development", &[full])])),
    ]);
    let organization = json!({"id": ID, "managementAccount": management,
        "policyTypes": ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
        "root": {"id": "r-ab12", "name": "Root", "scps": [full, "policies/stay.json"],
            "rcps": ["RCPFullAWSAccess", "policies/own-organization.json"],
            "accounts": [account(management, "management", &[full])], "organizationalUnits": units}});
    files::json(&folder.join("organization.json"), &organization)?;
    for (name, statement) in policies() {
        let policy = json!({"Version": "2012-10-17", "Statement": [statement]});
        files::json(&folder.join(format!("policies/{name}.json")), &policy)?;
    }
    Ok(())
}

fn policies() -> [(&'static str, Value); 4] {
    let deny = |sid: &str, actions: &[&str]| json!({"Sid": sid, "Effect": "Deny", "Action": actions, "Resource": "*"});
    let global = [
        "iam:*",
        "sts:*",
        "organizations:*",
        "route53:*",
        "cloudfront:*",
        "support:*",
        "s3:ListAllMyBuckets",
    ];
    [
        ("stay", deny("Stay", &["organizations:LeaveOrganization", "account:CloseAccount"])),
        (
            "keep-logs",
            deny("KeepLogs", &["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "config:Delete*"]),
        ),
        (
            "regions",
            json!({"Sid": "Regions", "Effect": "Deny", "NotAction": global, "Resource": "*", "Condition": {
                "StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1", "us-east-1"]}}}),
        ),
        (
            "own-organization",
            json!({"Sid": "OwnOrganization", "Effect": "Deny", "Principal": "*", "Resource": "*",
                "Action": ["s3:*", "sqs:*", "kms:*", "secretsmanager:*"], "Condition": {
                    "StringNotEqualsIfExists": {"aws:PrincipalOrgID": ID},
                    "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}}),
        ),
    ]
}
