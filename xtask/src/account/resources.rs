//! Policies of buckets, keys, queues and secrets, as `--resource-policies` takes them.

use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value, json};

use super::random::Random;
use super::{ACCOUNTS, files, words};

/// Policies are read from files of their own as often as they stand where they are named.
pub(super) fn write(folder: &Path, count: usize, random: &mut Random) -> Result<()> {
    let mut all = Map::new();
    for number in 0..count {
        let account = random.pick(&ACCOUNTS, "111122223333");
        let (arn, statements) = match number % 4 {
            0 => bucket(account, random),
            1 => key(account, number, random),
            2 => queue(account, number, random),
            _ => secret(account, random),
        };
        let policy = json!({"Version": "2012-10-17", "Statement": statements});
        if number % 2 == 0 {
            let name = format!("policies/{number:04}.json");
            files::json(&folder.join(&name), &policy)?;
            all.insert(arn, json!(name));
        } else {
            all.insert(arn, policy);
        }
    }
    files::json(&folder.join("resources.json"), &Value::Object(all))
}

fn root(account: &str) -> String {
    format!("arn:aws:iam::{account}:root")
}

fn bucket(account: &str, random: &mut Random) -> (String, Vec<Value>) {
    let arn = format!("arn:aws:s3:::{}-{}", words::app(random), words::stage(random));
    let both = json!([arn, format!("{arn}/*")]);
    let mut statements = vec![json!({"Sid": "OnlyTls", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
        "Resource": both, "Condition": {"Bool": {"aws:SecureTransport": "false"}}})];
    if random.chance(40) {
        let other = random.pick(&ACCOUNTS, account);
        statements.push(json!({"Sid": "Partner", "Effect": "Allow", "Principal": {"AWS": root(other)},
            "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": both}));
    }
    if random.chance(15) {
        statements.push(json!({"Sid": "Organization", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
            "Resource": format!("{arn}/*"), "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}}));
    }
    if random.chance(20) {
        statements.push(json!({"Sid": "Keep", "Effect": "Deny", "Principal": "*",
            "Action": ["s3:DeleteBucket", "s3:DeleteObject*"], "Resource": both}));
    }
    (arn, statements)
}

fn key(account: &str, number: usize, random: &mut Random) -> (String, Vec<Value>) {
    let id = format!("{number:08}-12ab-34cd-56ef-1234567890ab");
    let mut statements =
        vec![json!({"Sid": "Account", "Effect": "Allow", "Principal": {"AWS": root(account)},
        "Action": "kms:*", "Resource": "*"})];
    if random.chance(50) {
        statements.push(json!({"Sid": "Users", "Effect": "Allow", "Resource": "*",
            "Principal": {"AWS": root(random.pick(&ACCOUNTS, account))}, "Action": ["kms:Decrypt", "kms:DescribeKey"],
            "Condition": {"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}}}));
    }
    (format!("arn:aws:kms:eu-west-1:{account}:key/{id}"), statements)
}

fn queue(account: &str, number: usize, random: &mut Random) -> (String, Vec<Value>) {
    let app = words::app(random);
    let arn = format!("arn:aws:sqs:eu-west-1:{account}:{app}-{number}");
    let topic = format!("arn:aws:sns:eu-west-1:{account}:{app}-events");
    let statement = json!({"Sid": "Events", "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage", "Resource": arn, "Condition": {"ArnLike": {"aws:SourceArn": topic}}});
    (arn, vec![statement])
}

fn secret(account: &str, random: &mut Random) -> (String, Vec<Value>) {
    let id = words::id("", random);
    let (stage, app) = (words::stage(random), words::app(random));
    let arn = format!("arn:aws:secretsmanager:eu-west-1:{account}:secret:{stage}/{app}/database-{id}");
    let statement = json!({"Sid": "OnlyTheAccount", "Effect": "Deny", "Principal": "*", "Action": "secretsmanager:*",
        "Resource": "*", "Condition": {"StringNotEquals": {"aws:PrincipalAccount": account}}});
    (arn, vec![statement])
}
