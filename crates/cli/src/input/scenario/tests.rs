//! docs/scenario.schema.json against the files that we read, and against what we refuse.

use std::fs;

use serde_json::{Value as Json, json};

use super::*;

fn repository(path: &str) -> String {
    format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> jsonschema::Validator {
    let text = fs::read_to_string(repository("docs/scenario.schema.json")).unwrap();
    let schema: Json = serde_json::from_str(&text).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn to_json(node: &Node<'_>) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Number(text) => serde_json::from_str(text).unwrap(),
        Value::String(text) | Value::Unknown(text) => json!(text),
        Value::Array(items) => items.iter().map(to_json).collect(),
        Value::Object(members) => {
            members.iter().map(|member| (member.key.value.to_string(), to_json(&member.value))).collect()
        }
    }
}

fn yaml_documents(text: &str) -> Vec<Json> {
    let source = Source::new("t.yaml", text);
    let (documents, fault) = yaml::parse(&source, &Limits::default());
    assert!(fault.is_none(), "{fault:?}");
    documents.iter().map(to_json).collect()
}

/// Every value of a file.
fn values(path: &str) -> Vec<Json> {
    let text = fs::read_to_string(path).unwrap();
    match path.rsplit_once('.').unwrap().1 {
        "yaml" => yaml_documents(&text),
        "jsonl" => text
            .lines()
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
        _ => vec![serde_json::from_str(&text).unwrap()],
    }
}

#[test]
fn the_schema_describes_every_file_that_we_ship() {
    let schema = schema();
    let folder = repository("tests/cases/scenarios");
    let mut paths = vec![repository("tests/vectors/decisions.json")];
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_file() {
            paths.push(entry.path().to_str().unwrap().to_owned());
        }
    }
    assert!(paths.len() >= 5, "{paths:?}");
    for path in paths {
        for value in values(&path) {
            let faults: Vec<String> = schema
                .iter_errors(&value)
                .map(|fault| format!("{}: {fault}", fault.instance_path()))
                .collect();
            assert!(faults.is_empty(), "{path}: {faults:?}");
        }
    }
}

const GOOD: &str = "principal: arn:aws:iam::123456789012:user/u\naction: s3:GetObject\nexpected: allowed\n";

fn decides(text: &str) -> bool {
    struct NoFiles;
    impl PolicyLoader for NoFiles {
        fn load(&self, _: &str) -> Result<Source, LoadError> {
            Err(LoadError::Missing("no files".to_owned()))
        }
    }
    let cases = read(&Source::new("t.yaml", text), &Limits::default(), &NoFiles);
    cases.iter().all(|case| case.as_ref().is_ok_and(|case| case.expected.is_some()))
}

/// Schema and reader agree: what one refuses, the other does, too.
#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let schema = schema();
    let both = |text: &str| (yaml_documents(text).iter().all(|it| schema.is_valid(it)), decides(text));
    for good in [
        "",
        "_note: mine\n$schema: x\n",
        "resource: [a, {arn: b, account: '1'}]\n",
        "context: {a: [1, true, x], b: []}\nunknown: k\nabsent: [l]\n",
        "policies: {boundary: null, scps: [{level: Root, policies: []}], groups: {g: []}}\n",
    ] {
        assert_eq!(both(&format!("{GOOD}{good}")), (true, true), "{good}");
    }
    for bad in [
        "resorce: a\n",
        "sid: 1\n",
        "resource: []\n",
        "resource: {arn: a, kind: bucket}\n",
        "resource: {arn: a, owner: '1'}\n",
        "context: [a]\n",
        "context: {a: {b: c}}\n",
        "unknown: [1]\n",
        "policies: {identitiy: []}\n",
        "policies: [x]\n",
        "policies: {scps: [{level: Root, policy: []}]}\n",
        "policies: {identity: {Version: 2012-10-17}}\n",
        "policies: {identity: {Version: 2012-10-18, Statement: []}}\n",
        "tests: []\n",
        "tests: {a: b}\n",
        "tests: [{action: s3:GetObject, tests: []}]\n",
    ] {
        assert_eq!(both(&format!("{GOOD}{bad}")), (false, false), "{bad}");
    }
    for bad in [
        "principal: anonymous\naction: s3:GetObject\n",
        "principal: anonymous\naction: s3:*\nexpected: denied\n",
        "principal: anonymous\naction: []\nexpected: denied\n",
        "principal: anonymous\naction: s3:GetObject\nexpected: deny\n",
        "principal: {type: users}\naction: s3:GetObject\nexpected: denied\n",
        "principal: {type: user}\naction: s3:GetObject\nexpected: denied\n",
        "principal: {type: service}\naction: s3:GetObject\nexpected: denied\n",
        "action: s3:GetObject\nexpected: denied\n",
        "tests: [{principal: anonymous, expected: denied}]\n",
        "- 1\n",
        "[]\n",
        "text\n",
    ] {
        assert_eq!(both(bad), (false, false), "{bad}");
    }
}
