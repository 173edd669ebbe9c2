//! Denial messages: every known wording, letter by letter, and a message for every denial.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper may fail loudly"
)]

use std::path::Path;

use sayso::case::{LoadError, read_cases};
use sayso::message::{AccessDenied, DenialContext, Details, ErrorCode, Reason, ResourceForm, Subject};
use sayso::{Case, Decision, Explanation, Limits, PolicyLoader, Source, json};
use sayso_catalog::ManagedPolicies;
use serde_json::Value;

const ANA: &str = "arn:aws:iam::123456789012:user/ana";

/// Policies by the names that the rows give them.
struct Named<'a>(&'a Value);

impl PolicyLoader for Named<'_> {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        let missing = || LoadError::Missing(format!("no policy is named `{reference}`"));
        let text = match reference.strip_prefix("managed:") {
            Some(name) => ManagedPolicies::embedded().find(name).ok_or_else(missing)?.document_json(),
            None => self.0.get(reference).ok_or_else(missing)?.to_string(),
        };
        Ok(Source::new(reference, text))
    }

    fn arn(&self, reference: &str) -> Option<String> {
        Some(ManagedPolicies::embedded().find(reference.strip_prefix("managed:")?)?.arn())
    }
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn cases(text: String, policies: &Value) -> Vec<Case> {
    let source = Source::new("cases.json", text);
    let limits = Limits::default();
    let node = json::parse(&source, &limits).expect("the cases are JSON");
    read_cases(&source, &node, &limits, &Named(policies))
        .into_iter()
        .map(|case| case.unwrap_or_else(|case| panic!("{:?}: {}", case.id, case.diagnostics[0])))
        .collect()
}

/// The template with its placeholders filled in.
fn wording(row: &Value) -> String {
    let values = row["values"].as_object().expect("values");
    values.iter().fold(row["template"].as_str().expect("template").to_owned(), |text, (name, value)| {
        let placeholder = format!("{{{name}}}");
        assert!(text.contains(&placeholder), "{}: no {placeholder}", row["row"]);
        text.replace(&placeholder, value.as_str().expect("a value"))
    })
}

#[test]
fn every_wording_is_produced_letter_by_letter() {
    let file: Value = serde_json::from_str(&read("cases/messages/rows.json")).unwrap();
    let (mut decided, mut built) = (0, 0);
    for row in file["rows"].as_array().unwrap() {
        let name = row["row"].as_str().unwrap();
        let message = match row.get("case") {
            Some(case) => {
                decided += 1;
                let case = cases(case.to_string(), &file["policies"]).remove(0);
                let explanation = Explanation::new(&case.policies, &case.request);
                AccessDenied::of(&explanation)
                    .unwrap_or_else(|| panic!("{name}: {:?}", explanation.decision()))
            }
            None => {
                built += 1;
                model(name)
            }
        };
        let text = message.client_error().unwrap_or_else(|| message.to_string());
        assert_eq!(text, wording(row), "{name}");
        assert_eq!(message.code, ErrorCode::from(row["code"].as_str().unwrap()), "{name}");
    }
    assert_eq!((decided, built), (57, 12));
}

/// The messages that no decision gives.
fn model(row: &str) -> AccessDenied {
    let subject = |action: &str, resource: ResourceForm| {
        Some(Subject { principal: Some(ANA.to_owned()), action: action.to_owned(), resource: Some(resource) })
    };
    let plain = |text: &str| ResourceForm::Plain(text.to_owned());
    let quoted = |text: &str| ResourceForm::Quoted(text.to_owned());
    let message = |service: &str, subject, context| AccessDenied {
        code: ErrorCode::of_service(service),
        operation: None,
        subject,
        context,
        encoded: None,
        details: None,
    };
    let encoded = Some("AbC-_9".to_owned());
    let function = || {
        let arn = "arn:aws:lambda:eu-west-1:123456789012:function:resize";
        subject("lambda:InvokeFunction", plain(arn))
    };
    let instance = || subject("ec2:StopInstances", plain("arn:aws:ec2:eu-west-1:123456789012:instance/i-1"));
    let identity = || DenialContext::Identity(Reason::Silent);
    match row {
        "VPC endpoint, through a service control policy" => message(
            "sns",
            subject("SNS:Publish", plain("arn:aws:sns:eu-west-1:123456789012:alerts")),
            DenialContext::VpcEndpointThroughServiceControl,
        ),
        "S3 Block Public Access, ACLs" => message(
            "s3",
            subject("s3:PutObjectAcl", quoted("arn:aws:s3:::logs/x")),
            DenialContext::BlockPublicAcls,
        ),
        "S3 Block Public Access, policies" => message(
            "s3",
            subject("s3:PutBucketPolicy", quoted("arn:aws:s3:::logs")),
            DenialContext::BlockPublicPolicy,
        ),
        "S3, customer keys blocked" => message(
            "s3",
            subject("s3:PutObject", quoted("arn:aws:s3:::logs/x")),
            DenialContext::CustomerKeysBlocked,
        ),
        "nothing said" => message("lambda", function(), DenialContext::Unsaid),
        "opaque" => message("s3", None, DenialContext::Unsaid),
        "opaque, EC2" => message("ec2", None, DenialContext::Unsaid),
        "opaque, EC2, encoded" => AccessDenied { encoded, ..message("ec2", None, DenialContext::Unsaid) },
        "encoded" => AccessDenied {
            code: ErrorCode::from("Client.UnauthorizedOperation"),
            encoded,
            ..message("ec2", instance(), identity())
        },
        "pointer to the troubleshooter" => AccessDenied {
            details: Some(Details {
                url: "https://console.example/#/authorization-details/abc123".to_owned(),
                id: "abc123".to_owned(),
            }),
            ..message(
                "iam",
                subject("iam:GetUser", ResourceForm::Named { kind: "user".into(), name: "bob".into() }),
                identity(),
            )
        },
        "on this resource" => message(
            "secretsmanager",
            subject("secretsmanager:GetSecretValue", ResourceForm::This),
            DenialContext::Resource(Reason::Denies(None)),
        ),
        "client error" => {
            AccessDenied { operation: Some("Invoke".to_owned()), ..message("lambda", function(), identity()) }
        }
        other => panic!("no message is built for `{other}`"),
    }
}

#[test]
fn every_denial_of_the_vectors_has_a_message_and_nothing_else_has() {
    let mut denials = 0;
    for case in cases(read("vectors/decisions.json"), &Value::Null) {
        let explanation = Explanation::new(&case.policies, &case.request);
        let denied = matches!(explanation.decision(), Decision::ExplicitDeny | Decision::ImplicitDeny);
        let message = AccessDenied::of(&explanation).map(|message| message.to_string());
        assert_eq!(message.is_some(), denied, "{}", case.id);
        let Some(message) = message else { continue };
        denials += 1;
        // What decides explicitly must not be told as silence, nor the reverse.
        let explicit = explanation.decision() == Decision::ExplicitDeny;
        assert!(!(explicit && message.contains("because no ")), "{}: {message}", case.id);
        assert!(explicit || !message.contains("with an explicit deny"), "{}: {message}", case.id);
        assert!(!message.ends_with([' ', '.', ':']), "{}: {message}", case.id);
    }
    assert!(denials > 200, "only {denials} denials");
}

#[test]
fn a_decision_that_depends_has_no_message() {
    let case = format!(
        r#"{{"principal": "{ANA}", "action": "s3:GetObject", "resource": "arn:aws:s3:::logs/x",
            "unknown": ["aws:SourceIp"], "policies": {{"identity": [{{"Version": "2012-10-17", "Statement":
            [{{"Effect": "Allow", "Action": "*", "Resource": "*",
               "Condition": {{"IpAddress": {{"aws:SourceIp": "192.0.2.0/24"}}}}}}]}}]}}}}"#
    );
    let case = cases(case, &Value::Null).remove(0);
    let explanation = Explanation::new(&case.policies, &case.request);
    assert_eq!(explanation.decision(), Decision::Depends);
    assert_eq!(AccessDenied::of(&explanation), None);
}
