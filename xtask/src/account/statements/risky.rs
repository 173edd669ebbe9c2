//! Statements that an audit is about.

use serde_json::json;

use super::{Made, Maker, allow, made};
use crate::account::random::Random;
use crate::account::words;

const ALL: [Maker; 9] = [
    all_objects,
    pass_any,
    keys_of_others,
    role_policies,
    versions,
    assume_any,
    everything,
    run_commands,
    pass_one,
];

pub(super) fn one(random: &mut Random) -> Maker {
    random.pick(&ALL, all_objects)
}

fn all_objects(_: &str, _: &mut Random) -> Made {
    made(&["s3"], allow(&["s3:*"], &json!("*")))
}

fn pass_any(_: &str, _: &mut Random) -> Made {
    made(&["lambda", "iam"], allow(&["lambda:*", "iam:PassRole"], &json!("*")))
}

fn pass_one(account: &str, random: &mut Random) -> Made {
    let role = format!("arn:aws:iam::{account}:role/{}-*", words::app(random));
    let statement = json!({"Effect": "Allow", "Action": "iam:PassRole", "Resource": role,
        "Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}});
    made(&["iam"], statement)
}

fn keys_of_others(account: &str, _: &mut Random) -> Made {
    let users = format!("arn:aws:iam::{account}:user/*");
    made(
        &["iam"],
        allow(&["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys"], &json!(users)),
    )
}

fn role_policies(account: &str, random: &mut Random) -> Made {
    let roles = format!("arn:aws:iam::{account}:role/{}-*", words::app(random));
    made(&["iam"], allow(&["iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:GetRole"], &json!(roles)))
}

fn versions(account: &str, _: &mut Random) -> Made {
    let policies = format!("arn:aws:iam::{account}:policy/*");
    made(&["iam"], allow(&["iam:CreatePolicyVersion", "iam:ListPolicies"], &json!(policies)))
}

fn assume_any(_: &str, _: &mut Random) -> Made {
    made(&["sts"], allow(&["sts:AssumeRole"], &json!("*")))
}

fn everything(_: &str, _: &mut Random) -> Made {
    made(&["s3", "iam", "ec2", "lambda", "kms"], allow(&["*"], &json!("*")))
}

fn run_commands(_: &str, _: &mut Random) -> Made {
    made(&["ssm"], allow(&["ssm:SendCommand", "ssm:StartSession"], &json!("*")))
}
