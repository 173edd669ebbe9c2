//! The JSON of whole accounts against its published schemas.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use folder::{Folder, run};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn schema(verb: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(root().join(format!("docs/{verb}.schema.json"))).unwrap())
        .unwrap()
}

#[test]
fn every_report_meets_its_schema() {
    let (sample, edges) = ("tests/accounts/audit/account.json", "tests/accounts/audit/edges/account.json");
    let (shop, trail) = ("tests/accounts/shop/accounts", "tests/accounts/shop/trail");
    let used = "tests/accounts/audit/arn_aws_iam__123456789012_user_ana.json";
    let folder = Folder::new();
    let earlier = folder.path().join("earlier.json");
    let earlier = earlier.to_str().unwrap();
    let write = ["audit", "--account", sample, "--format", "json", "-o", earlier];
    run(&root(), &write, "");
    for arguments in [
        &["audit", "--account", sample, "--last-accessed", used][..],
        &["audit", "--account", edges, "--compare", earlier],
        &["replay", trail, "--account", shop],
        &["replay", trail, "--account", shop, "--with", "remove=ReadReports"],
        &["shrink", "role/App", trail, "--account", shop],
        &["shrink", "user/ana", "--last-accessed", used, "--account", sample],
    ] {
        let ran = run(&root(), &[arguments, &["--format", "json"]].concat(), "");
        assert!(ran.code != 2, "{arguments:?}: {}", ran.err);
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        let validator = jsonschema::draft202012::new(&schema(arguments[0])).unwrap();
        let faults = validator.iter_errors(&report);
        let faults: Vec<String> = faults.map(|it| format!("{}: {it}", it.instance_path())).collect();
        assert!(faults.is_empty(), "{arguments:?}:\n{}", faults.join("\n"));
        let mut spoilt = report;
        spoilt["extra"] = Value::Null;
        assert!(!validator.is_valid(&spoilt));
    }
}
