//! Statements as they are found in accounts, good and bad.

mod risky;

use serde_json::{Value, json};

use super::random::Random;
use super::words;

/// A statement and the services that it is about.
pub(super) struct Made {
    pub(super) statement: Value,
    pub(super) services: &'static [&'static str],
}

type Maker = fn(&str, &mut Random) -> Made;

/// Those that most policies are made of, the common ones first.
const USUAL: [Maker; 19] = [
    objects,
    logs,
    items,
    queue,
    secret,
    decrypt,
    topic,
    metrics,
    pull,
    instances,
    functions,
    machine,
    parameters,
    look,
    assume_some,
    team_objects,
    not_away,
    not_outside,
    but_iam,
];

/// A statement; a risky one in `percent` of all cases.
pub(super) fn one(account: &str, percent: usize, random: &mut Random) -> Made {
    let maker = if random.chance(percent) {
        risky::one(random)
    } else {
        USUAL.get(random.zipf(USUAL.len())).copied().unwrap_or(objects)
    };
    maker(account, random)
}

/// Denies everything but signing in to those without MFA.
pub(super) fn without_mfa() -> Value {
    json!({"Sid": "DenyWithoutMfa", "Effect": "Deny", "NotAction": ["iam:*", "sts:GetSessionToken"], "Resource": "*",
        "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}})
}

fn made(services: &'static [&'static str], statement: Value) -> Made {
    Made { statement, services }
}

fn allow(actions: &[&str], resource: &Value) -> Value {
    json!({"Effect": "Allow", "Action": actions, "Resource": resource})
}

fn objects(_: &str, random: &mut Random) -> Made {
    let bucket = format!("arn:aws:s3:::{}-{}", words::app(random), words::stage(random));
    let resource = json!([bucket, format!("{bucket}/*")]);
    made(&["s3"], allow(&["s3:GetObject", "s3:PutObject", "s3:ListBucket"], &resource))
}

fn logs(account: &str, _: &mut Random) -> Made {
    let actions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
    made(&["logs"], allow(&actions, &json!(format!("arn:aws:logs:*:{account}:*"))))
}

fn items(account: &str, random: &mut Random) -> Made {
    let table = format!("arn:aws:dynamodb:eu-west-1:{account}:table/{}", words::app(random));
    let actions = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"];
    made(&["dynamodb"], allow(&actions, &json!([table, format!("{table}/index/*")])))
}

fn queue(account: &str, random: &mut Random) -> Made {
    let queue = format!("arn:aws:sqs:eu-west-1:{account}:{}-*", words::app(random));
    made(&["sqs"], allow(&["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:SendMessage"], &json!(queue)))
}

fn secret(account: &str, random: &mut Random) -> Made {
    let secret = format!(
        "arn:aws:secretsmanager:eu-west-1:{account}:secret:{}/{}/*",
        words::stage(random),
        words::app(random)
    );
    made(&["secretsmanager"], allow(&["secretsmanager:GetSecretValue"], &json!(secret)))
}

fn decrypt(account: &str, _: &mut Random) -> Made {
    let statement = json!({"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
        "Resource": format!("arn:aws:kms:eu-west-1:{account}:key/*"),
        "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}});
    made(&["kms"], statement)
}

fn topic(account: &str, random: &mut Random) -> Made {
    let topic = format!("arn:aws:sns:eu-west-1:{account}:{}-events", words::app(random));
    made(&["sns"], allow(&["sns:Publish"], &json!(topic)))
}

fn metrics(_: &str, _: &mut Random) -> Made {
    made(&["cloudwatch"], allow(&["cloudwatch:PutMetricData"], &json!("*")))
}

fn pull(account: &str, random: &mut Random) -> Made {
    let repository = format!("arn:aws:ecr:eu-west-1:{account}:repository/{}", words::app(random));
    made(&["ecr"], allow(&["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], &json!(repository)))
}

fn instances(account: &str, random: &mut Random) -> Made {
    let statement = json!({"Effect": "Allow", "Action": ["ec2:StartInstances", "ec2:StopInstances"],
        "Resource": format!("arn:aws:ec2:*:{account}:instance/*"),
        "Condition": {"StringEquals": {"aws:ResourceTag/team": words::team(random)}}});
    made(&["ec2"], statement)
}

fn functions(account: &str, random: &mut Random) -> Made {
    let function = format!("arn:aws:lambda:eu-west-1:{account}:function:{}-*", words::app(random));
    made(&["lambda"], allow(&["lambda:InvokeFunction", "lambda:GetFunction"], &json!(function)))
}

fn machine(account: &str, random: &mut Random) -> Made {
    let machine = format!("arn:aws:states:eu-west-1:{account}:stateMachine:{}", words::app(random));
    made(&["states"], allow(&["states:StartExecution"], &json!(machine)))
}

fn parameters(account: &str, random: &mut Random) -> Made {
    let parameters = format!("arn:aws:ssm:eu-west-1:{account}:parameter/{}/*", words::app(random));
    made(&["ssm"], allow(&["ssm:GetParameter", "ssm:GetParametersByPath"], &json!(parameters)))
}

fn look(_: &str, _: &mut Random) -> Made {
    made(
        &["ec2", "elasticloadbalancing"],
        allow(&["ec2:Describe*", "elasticloadbalancing:Describe*"], &json!("*")),
    )
}

fn assume_some(account: &str, random: &mut Random) -> Made {
    let roles = format!("arn:aws:iam::{account}:role/{}-*", words::app(random));
    made(&["sts"], allow(&["sts:AssumeRole"], &json!(roles)))
}

fn team_objects(_: &str, _: &mut Random) -> Made {
    let objects = "arn:aws:s3:::teams-prod/${aws:PrincipalTag/team}/*";
    made(&["s3"], allow(&["s3:GetObject", "s3:PutObject"], &json!(objects)))
}

fn not_away(_: &str, _: &mut Random) -> Made {
    let statement = json!({"Effect": "Deny", "Action": ["s3:PutObject", "dynamodb:DeleteTable"], "Resource": "*",
        "Condition": {"NotIpAddress": {"aws:SourceIp": "198.51.100.0/24"}}});
    made(&[], statement)
}

fn not_outside(_: &str, random: &mut Random) -> Made {
    let bucket = format!("arn:aws:s3:::{}-*", words::app(random));
    made(&[], json!({"Effect": "Deny", "Action": "s3:Put*", "NotResource": bucket}))
}

fn but_iam(_: &str, _: &mut Random) -> Made {
    let statement = json!({"Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}});
    made(&["s3", "ec2", "lambda"], statement)
}
