//! Whom roles trust.

use serde_json::{Value, json};

use super::random::Random;
use super::{ACCOUNTS, words};

/// A trust policy, and the service that it is for; it may let in one of those made before, which makes chains.
pub(super) fn policy(account: &str, others: &[String], random: &mut Random) -> (Value, &'static str) {
    const SERVICES: [&str; 10] = [
        "lambda",
        "ec2",
        "ecs-tasks",
        "lambda",
        "states",
        "codebuild",
        "glue",
        "events",
        "cloudformation",
        "sagemaker",
    ];
    match random.below(100) {
        0..55 => {
            let service = SERVICES.get(random.zipf(SERVICES.len())).copied().unwrap_or("lambda");
            (
                trusting(&json!({"Service": format!("{service}.amazonaws.com")}), "sts:AssumeRole", None),
                service,
            )
        }
        55..75 => {
            let root = format!("arn:aws:iam::{account}:root");
            let condition = json!({"Bool": {"aws:MultiFactorAuthPresent": "true"}});
            let condition = random.chance(40).then_some(condition);
            (trusting(&json!({"AWS": root}), "sts:AssumeRole", condition), "people")
        }
        75..82 => (github(account, random), "github"),
        82..88 => match others.get(random.below(others.len())) {
            Some(other) => (trusting(&json!({"AWS": other}), "sts:AssumeRole", None), "chain"),
            None => (github(account, random), "github"),
        },
        88..97 => (elsewhere(account, random), "partner"),
        97..99 => {
            let source = json!({"StringEquals": {"aws:SourceAccount": account}});
            (trusting(&json!({"Service": "sns.amazonaws.com"}), "sts:AssumeRole", Some(source)), "sns")
        }
        _ => (trusting(&json!({"AWS": "*"}), "sts:AssumeRole", None), "anyone"),
    }
}

fn trusting(principal: &Value, action: &str, condition: Option<Value>) -> Value {
    let mut statement = json!({"Effect": "Allow", "Principal": principal, "Action": action});
    if let (Some(condition), Some(members)) = (condition, statement.as_object_mut()) {
        members.insert("Condition".into(), condition);
    }
    json!({"Version": "2012-10-17", "Statement": [statement]})
}

fn github(account: &str, random: &mut Random) -> Value {
    const ISSUER: &str = "token.actions.githubusercontent.com";
    let provider = format!("arn:aws:iam::{account}:oidc-provider/{ISSUER}");
    let subject = if random.chance(15) {
        "repo:example/*".to_owned()
    } else {
        format!("repo:example/{}:ref:refs/heads/main", words::app(random))
    };
    let condition = json!({"StringEquals": {format!("{ISSUER}:aud"): "sts.amazonaws.com"},
        "StringLike": {format!("{ISSUER}:sub"): subject}});
    trusting(&json!({"Federated": provider}), "sts:AssumeRoleWithWebIdentity", Some(condition))
}

fn elsewhere(account: &str, random: &mut Random) -> Value {
    let others: Vec<&str> = ACCOUNTS.into_iter().filter(|other| *other != account).collect();
    let root = format!("arn:aws:iam::{}:root", random.pick(&others, account));
    let condition = json!({"StringEquals": {"sts:ExternalId": words::id("", random)}});
    let condition = random.chance(60).then_some(condition);
    trusting(&json!({"AWS": root}), "sts:AssumeRole", condition)
}
