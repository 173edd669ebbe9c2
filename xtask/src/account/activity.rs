//! What principals did: service last accessed, the credential report and CloudTrail, told by one story.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::entities::Entity;
use super::random::Random;
use super::time::{before, iso, zulu};

/// A principal's use of a service: an action of it and when it was used last.
struct Use {
    service: &'static str,
    operation: &'static str,
    at: DateTime<Utc>,
}

/// What the documents of one account are made of.
#[derive(Default)]
pub(super) struct Activity {
    pub(super) last_accessed: Vec<Value>,
    pub(super) report: String,
    pub(super) events: Vec<Value>,
}

const HEADER: &str = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,\
password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,\
access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,\
access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,\
cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

/// A service, what is called of it, the event source where that has another name, and what it is called with.
const CALLS: [(&str, &str, &str); 14] = [
    ("s3", "GetObject", r#"{"bucketName": "reports-prod", "key": "2026/11/summary.csv"}"#),
    ("dynamodb", "GetItem", r#"{"tableName": "orders", "key": {"id": "7"}}"#),
    ("lambda", "GetFunction20150331v2", r#"{"functionName": "orders-import"}"#),
    (
        "sqs",
        "ReceiveMessage",
        r#"{"queueUrl": "https://sqs.eu-west-1.amazonaws.com/111122223333/orders-new"}"#,
    ),
    ("sns", "Publish", r#"{"topicArn": "arn:aws:sns:eu-west-1:111122223333:orders-events"}"#),
    ("secretsmanager", "GetSecretValue", r#"{"secretId": "prod/orders/database"}"#),
    ("kms", "Decrypt", r#"{"encryptionAlgorithm": "SYMMETRIC_DEFAULT"}"#),
    ("ec2", "DescribeInstances", r#"{"instancesSet": {}, "filterSet": {}}"#),
    ("logs", "CreateLogStream", r#"{"logGroupName": "/aws/lambda/orders", "logStreamName": "1"}"#),
    ("iam", "ListUsers", "null"),
    ("ssm", "GetParameter", r#"{"name": "/orders/limit"}"#),
    (
        "states",
        "StartExecution",
        r#"{"stateMachineArn": "arn:aws:states:eu-west-1:111122223333:stateMachine:orders"}"#,
    ),
    ("sts", "GetCallerIdentity", "null"),
    ("ecr", "BatchGetImage", r#"{"repositoryName": "orders"}"#),
];

impl Activity {
    /// With the line of the root user, who signed in long ago.
    pub(super) fn of(account: &str, random: &mut Random) -> Self {
        let created = iso(before(2_000, random));
        let used = iso(before(400, random));
        let none = "N/A,N/A,N/A,N/A";
        let report = format!(
            "{HEADER}\n<root_account>,arn:aws:iam::{account}:root,{created},not_supported,{used},not_supported,\
             not_supported,true,false,{none},false,{none},false,N/A,false,N/A\n"
        );
        Self { report, ..Self::default() }
    }

    /// Adds what one principal did.
    pub(super) fn add(&mut self, account: &str, entity: &Entity, random: &mut Random) {
        let uses: Vec<Use> =
            entity.services.iter().filter_map(|service| used(service, entity, random)).collect();
        self.last_accessed.push(last_accessed(entity, &uses));
        if entity.is_user {
            self.user(entity, &uses, random);
        }
        self.events.extend(uses.iter().map(|it| event(account, entity, it, random)));
    }

    fn user(&mut self, entity: &Entity, uses: &[Use], random: &mut Random) {
        let created = iso(before(entity.created_days_ago, random));
        let has_password = random.chance(70);
        let password = match (has_password, random.chance(80)) {
            (true, true) => {
                format!("true,{},{created},N/A,{}", iso(before(random.zipf(200), random)), random.chance(75))
            }
            (true, false) => format!("true,no_information,{created},N/A,false"),
            (false, _) => "false,N/A,N/A,N/A,false".to_owned(),
        };
        let _ = write!(self.report, "{},{},{created},{password}", entity.name, entity.arn);
        for number in 0..2 {
            let last = uses.iter().max_by_key(|it| it.at).filter(|_| number == 0);
            let rotated = iso(before(random.below(entity.created_days_ago), random));
            let key = match last {
                Some(last) => format!("true,{rotated},{},eu-west-1,{}", iso(last.at), last.service),
                None if random.chance(15) => format!("true,{rotated},N/A,N/A,N/A"),
                None => "false,N/A,N/A,N/A,N/A".to_owned(),
            };
            let _ = write!(self.report, ",{key}");
        }
        self.report.push_str(",false,N/A,false,N/A\n");
    }
}

/// Less than half of what is granted is used, as it is.
fn used(service: &'static str, entity: &Entity, random: &mut Random) -> Option<Use> {
    let (_, operation, _) = CALLS.iter().find(|(known, ..)| *known == service)?;
    let days = random.zipf(entity.created_days_ago.min(390));
    random.chance(45).then(|| Use { service, operation, at: before(days, random) })
}

fn last_accessed(entity: &Entity, known: &[Use]) -> Value {
    let service = |service: &&'static str| {
        let used = known.iter().find(|it| it.service == *service);
        let actions = used.map(|it| {
            json!([{"ActionName": action(it.operation), "LastAccessedEntity": entity.arn,
                "LastAccessedTime": iso(it.at), "LastAccessedRegion": "eu-west-1"}])
        });
        match (used, actions) {
            (Some(used), Some(actions)) => json!({"ServiceName": service, "ServiceNamespace": service,
                "LastAuthenticated": iso(used.at), "LastAuthenticatedEntity": entity.arn,
                "LastAuthenticatedRegion": "eu-west-1", "TotalAuthenticatedEntities": 1,
                "TrackedActionsLastAccessed": actions}),
            _ => {
                json!({"ServiceName": service, "ServiceNamespace": service, "TotalAuthenticatedEntities": 0})
            }
        }
    };
    let services: Vec<Value> = entity.services.iter().map(service).collect();
    json!({"Arn": entity.arn, "JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "ServicesLastAccessed": services,
        "IsTruncated": false})
}

/// The operation without the API's version.
fn action(operation: &str) -> &str {
    operation.split("2015").next().unwrap_or(operation)
}

fn event(account: &str, entity: &Entity, used: &Use, random: &mut Random) -> Value {
    let parameters =
        CALLS.iter().find(|(service, ..)| *service == used.service).map_or("null", |(.., text)| text);
    let parameters: Value = serde_json::from_str(parameters).unwrap_or_default();
    let identity = if entity.is_user {
        json!({"type": "IAMUser", "arn": entity.arn, "accountId": account, "userName": entity.name})
    } else {
        let session = format!("arn:aws:sts::{account}:assumed-role/{}/session", entity.name);
        json!({"type": "AssumedRole", "arn": session, "accountId": account,
            "sessionContext": {"sessionIssuer": {"type": "Role", "arn": entity.arn, "accountId": account,
                "userName": entity.name}, "attributes": {"mfaAuthenticated": "false", "creationDate": zulu(used.at)}}})
    };
    json!({"eventVersion": "1.11", "eventTime": zulu(used.at), "eventName": used.operation,
        "eventSource": format!("{}.amazonaws.com", used.service), "awsRegion": "eu-west-1",
        "sourceIPAddress": format!("198.51.100.{}", random.below(250)), "userAgent": "aws-cli/2.31",
        "userIdentity": identity, "requestParameters": parameters, "readOnly": true, "eventType": "AwsApiCall",
        "recipientAccountId": account, "eventCategory": "Management"})
}
