//! The sample account as the page opens it: what its layers say in the workbench is what `can` says.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::fs;
use std::path::Path;

use sayso_wasm::Session;
use serde_json::{Value, json};

const FILES: [&str; 9] = [
    "accounts/shop.json",
    "accounts/tools.json",
    "organization/organization.json",
    "organization/policies/own-organization.json",
    "organization/policies/regions.json",
    "organization/policies/stay.json",
    "resources/resources.json",
    "resources/policies/shop-reports.json",
    "resources/policies/key.json",
];

fn session() -> Session {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog/data");
    let read = |name: &str| fs::read(data.join(name)).unwrap();
    let services = sayso_catalog::pack(&read("services.bin")).unwrap();
    let catalogue = [sayso_catalog::tables().as_bytes(), &services].concat();
    let mut session = Session::new(&catalogue).unwrap();
    session.load_managed(read("managed-policies.bin")).unwrap();
    session
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn shop() -> (Session, Value) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/accounts/shop");
    let mut session = session();
    for file in FILES {
        session.account_add(file, fs::read_to_string(folder.join(file)).unwrap());
    }
    let opened = parsed(&session.account_open().unwrap());
    (session, opened)
}

/// The case that the workbench makes of layers, as web/src/screens/account does.
fn case(session: &mut Session, layers: &Value, action: &str) -> String {
    let mut policies = json!({"identity": [], "groups": {}, "resource": [], "scps": [], "rcps": []});
    for (number, policy) in layers["policies"].as_array().unwrap().iter().enumerate() {
        let name = format!("{number}.json");
        session.open(&name, policy["text"].as_str().unwrap().to_owned());
        let push = |list: &mut Value| list.as_array_mut().unwrap().push(json!(name));
        match policy["layer"].as_str().unwrap() {
            "boundary" => policies["boundary"] = json!(name),
            "resource" => push(&mut policies["resource"]),
            "identity" => match policy["group"].as_str() {
                None => push(&mut policies["identity"]),
                Some(group) => {
                    let group = &mut policies["groups"][group];
                    if group.is_null() {
                        *group = json!([]);
                    }
                    push(group);
                }
            },
            layer => {
                let levels = policies[format!("{layer}s")].as_array_mut().unwrap();
                if levels.last().is_none_or(|level| level["level"] != policy["level"]) {
                    levels.push(json!({"level": policy["level"], "policies": []}));
                }
                push(&mut levels.last_mut().unwrap()["policies"]);
            }
        }
    }
    json!({
        "principal": layers["principal"], "action": action, "policies": policies,
        "resource": {
            "arn": layers["resource"], "account": layers["resourceAccount"],
            "accountIsManagement": layers["resourceIsManagement"],
        },
        "context": layers["known"], "unknown": layers["unknown"],
    })
    .to_string()
}

#[test]
fn layers_in_the_workbench_decide_as_can() {
    let (mut session, opened) = shop();
    let questions = [
        ("s3:GetObject", "arn:aws:s3:::shop-reports/2026/q3.csv"),
        ("s3:PutObject", "arn:aws:s3:::shop-reports/2026/q3.csv"),
        ("s3:DeleteObject", "arn:aws:s3:::shop-orders/1"),
        ("kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
        ("sts:AssumeRole", "arn:aws:iam::123456789012:role/Deploy"),
        ("sts:AssumeRole", "arn:aws:iam::123456789012:role/Admin"),
        ("iam:CreateUser", "arn:aws:iam::123456789012:user/new"),
        ("ec2:RunInstances", "*"),
    ];
    let mut decisions = std::collections::BTreeSet::new();
    for entity in opened["entities"].as_array().unwrap() {
        let arn = entity["arn"].as_str().unwrap();
        for (action, resource) in questions {
            let can = parsed(&session.account_can(arn, action, resource).unwrap());
            let layers = parsed(&session.account_layers(arn, action, resource).unwrap());
            let case = case(&mut session, &layers, action);
            let answer = parsed(&session.decide(&case));
            let decision = &answer["report"]["decision"];
            assert_eq!(*decision, can["answer"]["decision"], "{arn} {action} {resource} {answer}");
            decisions.insert(decision.as_str().unwrap().to_owned());
        }
    }
    assert!(decisions.len() >= 3, "{decisions:?}");
}

#[test]
fn files_are_recognised_and_faults_have_their_place() {
    let (_, opened) = shop();
    let shapes: Vec<&str> =
        opened["files"].as_array().unwrap().iter().map(|file| file["shape"].as_str().unwrap()).collect();
    let (policy, resources) = ("policy", "resourcePolicies");
    assert_eq!(shapes, ["dump", "dump", "organization", policy, policy, policy, resources, policy, policy]);
    assert!(opened["files"].as_array().unwrap().iter().all(|file| file["faultCount"] == 0), "{opened}");
    assert_eq!(
        (opened["resourcePolicies"].clone(), opened["hasOrganization"].clone()),
        (json!(2), json!(true))
    );

    let mut session = session();
    session.account_add("half.json", "{\n  \"UserDetailList\": [".to_owned());
    session.account_add("odd.json", "{\"some\": 1}".to_owned());
    session.account_add("bucket.json", r#"{"Policy": "{\"Statement\": {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::a/*\"}}"}"#.to_owned());
    session.account_add(
        "alone.json",
        r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#.to_owned(),
    );
    session.account_add(
        "key.json",
        r#"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}}"#
            .to_owned(),
    );
    let opened = parsed(&session.account_open().unwrap());
    let file = |number: usize| &opened["files"][number]["faults"][0];
    assert_eq!((&file(0)["line"], &file(0)["column"]), (&json!(2), &json!(22)));
    assert!(file(1)["message"].as_str().unwrap().starts_with("neither a dump"));
    assert_eq!(opened["resourcePolicies"], 1);
    assert!(file(3)["message"].as_str().unwrap().contains("left out"));
    assert!(file(4)["message"].as_str().unwrap().contains("whose policy"));
    assert!(session.account_can("ana", "s3:GetObject", "").unwrap_err().contains("no user or role"));
}

#[test]
fn a_matrix_is_the_same_in_parts() {
    let (session, opened) = shop();
    let all = opened["entities"].as_array().unwrap().len();
    let actions = r#"["s3:GetObject", "sts:AssumeRole"]"#;
    let whole = parsed(&session.account_matrix(0, all, actions, "[]").unwrap());
    let mut parts = parsed(&session.account_matrix(0, 2, actions, "[]").unwrap());
    let rest = parsed(&session.account_matrix(2, all, actions, "[]").unwrap());
    parts.as_array_mut().unwrap().extend(rest.as_array().unwrap().clone());
    assert_eq!(parts, whole);
    let who = parsed(&session.account_who_can("s3:GetObject", "").unwrap());
    let cells = whole.as_array().unwrap().iter().filter(|row| row["cells"][0]["decision"] == "allowed");
    let can = who["direct"].as_array().unwrap().iter().filter(|access| access["decision"] == "allowed");
    assert_eq!(cells.count(), can.count());
}
