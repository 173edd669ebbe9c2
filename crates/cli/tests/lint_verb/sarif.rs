//! SARIF, by its published schema and field by field.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::{Folder, json, project};

/// The schema, from the package that carries it: cargo fetches that, nothing of it is built.
fn schema() -> Result<Value, String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint_verb/sarif/Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1", "--manifest-path"])
        .arg(manifest)
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let path = Path::new(package["manifest_path"].as_str().unwrap()).with_file_name("src");
    let text = std::fs::read_to_string(path.join("schema.json")).map_err(|error| error.to_string())?;
    Ok(serde_json::from_str(&text).unwrap())
}

#[test]
fn a_log_validates_against_the_published_schema() {
    let mut schema = match schema() {
        Ok(schema) => schema,
        Err(why) => return println!("left out, for the schema could not be fetched: {why}"),
    };
    // Two patterns of it are no regular expressions; they are of fields that we do not write.
    for part in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][part]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern");
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let broken = project().with("z.json", "{\"Statement\": [");
    let empty = Folder::new();
    for (folder, code) in [(&project(), 1), (&broken, 2), (&empty, 0)] {
        let ran = folder.lint(&["--format", "sarif"]);
        assert_eq!(ran.code, code);
        let faults: Vec<String> = validator.iter_errors(&json(&ran)).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
    assert!(!validator.is_valid(&json!({"version": "2.1.0"})), "the schema refuses something");
}

#[test]
fn a_log_has_rules_results_and_fixes() {
    let ran = project().lint(&["policies/role.json", "--format", "sarif"]);
    let run = &json(&ran)["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["EMPTY_SID_VALUE", "MISSING_EFFECT"]);
    assert_eq!(rules[0]["fullDescription"]["text"], "A `Sid` is an empty string.");
    assert!(rules[0]["help"]["markdown"].as_str().unwrap().starts_with("# EMPTY_SID_VALUE\n"));
    let results = run["results"].as_array().unwrap();
    let levels: Vec<&Value> = results.iter().map(|result| &result["level"]).collect();
    assert_eq!(levels, ["note", "error"]);
    assert_eq!(results[1]["ruleIndex"], 1);
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "policies/role.json");
    assert_eq!(place["region"], json!({"startLine": 5, "startColumn": 14, "endLine": 5, "endColumn": 16}));
    let change = &results[0]["fixes"][0]["artifactChanges"][0];
    let deleted = json!({"startLine": 5, "startColumn": 7, "endLine": 5, "endColumn": 18});
    assert_eq!(change["replacements"][0], json!({"deletedRegion": deleted, "insertedContent": {"text": ""}}));
    assert!(results[1].get("fixes").is_none());
    assert_eq!(results[0]["partialFingerprints"]["sayso/v1"].as_str().unwrap().len(), 32);
    assert!(run["results"].as_array().unwrap().iter().all(|result| result.get("suppressions").is_none()));
}
