//! Policies that are not JSON files of their own.

use serde_json::json;

use super::client::{Client, range};
use super::codes;
use super::folder::Folder;

const TEMPLATE: &str = "\
Resources:
  Queue:
    Type: AWS::SQS::QueuePolicy
    Properties:
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: {AWS: !Ref Account}
            Action: [sqs:SendMessge, sqs:ReceiveMessage]
            Resource: !GetAtt Queue.Arn
      Queues: [sqs:SendMessage]
";

const HCL: &str = "\
data \"aws_iam_policy_document\" \"app\" {
  statement {
    actions   = [\"s3:GetObjct\", \"s3:ListBucket\"]
    resources = [\"arn:aws:s3:::reports\"]
  }
}
";

#[test]
fn templates_have_diagnostics_hover_and_completion_of_actions() {
    let folder = Folder::new();
    let (mut client, _) = Client::initialized(folder.path(), &json!({}));
    let uri = "file:///stack/template.yaml";
    client.open(uri, TEMPLATE);
    let found = client.diagnostics(uri, 1);
    assert_eq!(codes(&found), ["INVALID_ACTION"]);
    assert_eq!(found[0]["range"], range(9, 21, 35));
    let hover = client.at("textDocument/hover", uri, 9, 40);
    assert_eq!(hover["range"], range(9, 37, 55));
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("**sqs:ReceiveMessage**"));
    assert_eq!(client.labels(uri, 9, 29), ["sqs:SendMessage"]);
    // Outside of the policy.
    assert!(client.at("textDocument/hover", uri, 11, 20).is_null());
    assert!(client.labels(uri, 11, 20).is_empty());

    let uri = "file:///stack/main.tf";
    client.open(uri, HCL);
    let found = client.diagnostics(uri, 1);
    assert_eq!(codes(&found), ["INVALID_ACTION"]);
    assert_eq!(found[0]["range"], range(2, 17, 30));
    assert_eq!(client.labels(uri, 2, 29)[0], "s3:GetObject");
    let hover = client.at("textDocument/hover", uri, 2, 40);
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("**s3:ListBucket**"));
    assert_eq!(client.end(), 0);
}

#[test]
fn a_template_of_json_tells_the_type_of_its_policies() {
    let folder = Folder::new();
    let (mut client, _) = Client::initialized(folder.path(), &json!({}));
    let uri = "file:///stack/template.json";
    let text = r#"{"Resources": {"App": {"Type": "AWS::IAM::Role", "Properties": {
  "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "": 1}]}}}}}"#;
    client.open(uri, text);
    let labels = client.labels(uri, 1, 91);
    assert!(
        labels.contains(&"Principal".to_owned()) && !labels.contains(&"Resource".to_owned()),
        "{labels:?}"
    );
    assert_eq!(client.end(), 0);
}

#[test]
fn the_settings_tell_the_type_of_plain_policies() {
    let folder = Folder::new().with("sayso.toml", "[[lint.per-file]]\npath = \"scps/\"\ntype = \"scp\"\n");
    let (mut client, _) = Client::initialized(folder.path(), &json!({}));
    let text = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"\"}]}";
    for (name, takes_principal) in [("scps/root.json", false), ("bucket.json", true)] {
        let uri = format!("file://{}/{name}", folder.path().display());
        client.open(&uri, text);
        assert_eq!(client.labels(&uri, 0, 42).contains(&"Principal".to_owned()), takes_principal, "{name}");
    }
    assert_eq!(client.end(), 0);
}
