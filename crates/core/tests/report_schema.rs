//! Reports against their published schema, and the schema against AWS's `evaluation`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper may fail loudly"
)]

use std::collections::BTreeSet;
use std::path::Path;

use sayso::case::{LoadError, read_cases};
use sayso::report::{Report, SCHEMA_VERSION};
use sayso::{Case, Explanation, Limits, PolicyLoader, Source, json};
use sayso_catalog::ManagedPolicies;
use serde_json::Value;

struct Managed;

impl PolicyLoader for Managed {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        let name = reference.strip_prefix("managed:").unwrap_or(reference);
        let policy = ManagedPolicies::embedded().find(name);
        let policy = policy.ok_or_else(|| LoadError::Missing(format!("no policy is named `{name}`")))?;
        Ok(Source::new(reference, policy.document_json()))
    }

    fn arn(&self, reference: &str) -> Option<String> {
        Some(ManagedPolicies::embedded().find(reference.strip_prefix("managed:")?)?.arn())
    }
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn schema() -> Value {
    serde_json::from_str(&read("docs/report.schema.json")).expect("the schema is JSON")
}

fn cases(text: String) -> Vec<Case> {
    let source = Source::new("cases.json", text);
    let limits = Limits::default();
    let node = json::parse(&source, &limits).expect("the cases are JSON");
    read_cases(&source, &node, &limits, &Managed)
        .into_iter()
        .map(|case| case.unwrap_or_else(|case| panic!("{:?}: {}", case.id, case.diagnostics[0])))
        .collect()
}

fn report(case: &Case) -> Value {
    let explanation = Explanation::new(&case.policies, &case.request);
    let notes = explanation.notes();
    let mut report = Report::new(&explanation, notes);
    // Those are the caller's; the sentences do not matter here.
    report.warnings.clone_from(&report.notes);
    serde_json::to_value(report).expect("a report is JSON")
}

/// What the vectors do not have: a group, a managed policy, a level named by its ARN.
const RARE: &str = r#"{
    "principal": "arn:aws:iam::123456789012:user/ana",
    "action": "s3:GetObject", "resource": "arn:aws:s3:::logs/x",
    "policies": {
        "identity": ["managed:AmazonS3ReadOnlyAccess"],
        "groups": {"Dev": ["managed:AWSDenyAll"]},
        "scps": [{"level": "arn:aws:organizations::111122223333:root/o-exampleorgid/r-exa1",
            "policies": [{"Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}]}]
    }
}"#;

#[test]
fn the_report_of_every_vector_meets_the_schema_and_uses_all_of_it() {
    let schema = schema();
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is a schema");
    let mut used = BTreeSet::new();
    let all = [read("tests/vectors/decisions.json"), RARE.to_owned()];
    let all: Vec<Case> = all.into_iter().flat_map(cases).collect();
    assert_eq!(all.len(), 518);
    for case in &all {
        let report = report(case);
        let faults: Vec<String> = validator
            .iter_errors(&report)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{}:\n{}", case.id, faults.join("\n"));
        paths(&report, "", &mut used);
    }
    // Fields that no report has are a promise nobody keeps.
    for field in ["checks[].targetArn", "checks[].level", "decidedBy[].group", "closest[].elements[].because"]
    {
        assert!(used.contains(field), "no report has `{field}`");
    }
    for field in schema["properties"].as_object().unwrap().keys() {
        assert!(used.contains(field), "no report has `{field}`");
    }
}

/// Every field of a value: `checks[].uri`.
fn paths(value: &Value, at: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                paths(value, &at, into);
                into.insert(at);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{at}[]"), into)),
        _ => {}
    }
}

#[test]
fn the_schema_refuses_what_no_report_may_be() {
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    let valid = report(&cases(RARE.to_owned())[0]);
    assert!(validator.is_valid(&valid));
    let spoil: [fn(&mut Value); 7] = [
        |report| report["decision"] = "denied".into(),
        |report| report["schemaVersion"] = 2.into(),
        |report| report["extra"] = Value::Null,
        |report| report["checks"][0]["extra"] = Value::Null,
        |report| report["message"] = Value::Null,
        |report| report["decision"] = "allowed".into(),
        |report| {
            report.as_object_mut().unwrap().remove("errorCode");
        },
    ];
    for (number, spoil) in spoil.into_iter().enumerate() {
        let mut report = valid.clone();
        spoil(&mut report);
        assert!(!validator.is_valid(&report), "{number}");
    }
}

#[test]
fn a_managed_policy_goes_by_its_arn_and_a_target_by_its_own() {
    let report = report(&cases(RARE.to_owned())[0]);
    assert_eq!(report["schemaVersion"], SCHEMA_VERSION);
    let principal = &report["checks"][1];
    assert_eq!(principal["targetArn"], "arn:aws:iam::123456789012:user/ana");
    assert_eq!(principal["matchedPolicies"][1]["uri"], "arn:aws:iam::aws:policy/AWSDenyAll");
    assert_eq!(report["decidedBy"][0]["policy"], "managed:AWSDenyAll");
    assert_eq!(report["checks"][0]["targetArn"], report["checks"][0]["level"]);
    assert_eq!(report["errorCode"], "AccessDenied");
    assert_eq!(
        report["message"],
        "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: s3:GetObject on resource: \
         \"arn:aws:s3:::logs/x\" with an explicit deny in an identity-based policy: \
         arn:aws:iam::aws:policy/AWSDenyAll"
    );
}

#[test]
fn every_field_of_aws_s_evaluation_is_one_of_ours_with_the_same_type() {
    let schema = schema();
    let evaluation: Value = serde_json::from_str(&read("tests/cases/messages/evaluation.json")).unwrap();
    covers(&schema, &schema, &evaluation, "evaluation");
}

/// Whether the schema has every field and every word of `value`.
fn covers(root: &Value, schema: &Value, value: &Value, at: &str) {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => root.pointer(reference.trim_start_matches('#')).expect("a definition"),
        None => schema,
    };
    let kind = match value {
        Value::Object(_) => "object",
        Value::Array(_) => "array",
        Value::String(_) => "string",
        other => panic!("{at}: {other}"),
    };
    assert_eq!(schema["type"], kind, "{at}");
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let of_field = schema["properties"].get(name).unwrap_or(&schema["additionalProperties"]);
                assert!(of_field.is_object(), "{at}.{name} is no field of ours");
                covers(root, of_field, value, &format!("{at}.{name}"));
            }
        }
        Value::Array(items) => {
            for item in items {
                covers(root, &schema["items"], item, &format!("{at}[]"));
            }
        }
        _ => {
            let words = schema["enum"].as_array();
            assert!(words.is_none_or(|words| words.contains(value)), "{at}: {value} is no word of ours");
        }
    }
}

#[test]
fn every_part_of_the_schema_is_described_and_closed() {
    let schema = schema();
    let definitions = schema["$defs"].as_object().unwrap();
    described(&schema, "report");
    definitions.iter().for_each(|(name, definition)| described(definition, name));
}

fn described(schema: &Value, at: &str) {
    if schema.get("$ref").is_some() {
        return;
    }
    let description = schema["description"].as_str().unwrap_or_default();
    assert!(description.ends_with('.'), "{at}: {description}");
    if schema["type"] == "object" {
        assert!(schema.get("additionalProperties").is_some(), "{at} is open");
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        described(field, &format!("{at}.{name}"));
    }
    for part in ["items", "additionalProperties"] {
        if schema[part].is_object() {
            described(&schema[part], &format!("{at} {part}"));
        }
    }
}
