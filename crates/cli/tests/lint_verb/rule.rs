//! `sayso rule`.

use serde_json::Value;

use super::{Folder, run};

fn rule(arguments: &[&str]) -> super::Ran {
    run(Folder::new().path(), &[&["rule"], arguments].concat(), "")
}

#[test]
fn a_rule_is_explained() {
    let ran = rule(&["empty_sid_value"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.out.starts_with("EMPTY_SID_VALUE  suggestion\n\nA `Sid` is an empty string.\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("\nFails\n\n    {\n") && !ran.out.contains("```"), "{}", ran.out);
    let page = rule(&["EMPTY_SID_VALUE", "--format", "markdown"]).out;
    assert!(
        page.starts_with("# EMPTY_SID_VALUE\n\nA `Sid` is an empty string.\n") && page.contains("```json")
    );
    let json: Value = serde_json::from_str(&rule(&["EMPTY_SID_VALUE", "--format", "json"]).out).unwrap();
    assert_eq!(
        [&json["code"], &json["severity"], &json["origin"]],
        ["EMPTY_SID_VALUE", "suggestion", "access-analyzer"]
    );
    assert_eq!(json["page"].as_str().unwrap(), page);
}

#[test]
fn rules_are_listed_by_code() {
    let list = rule(&[]).out;
    let codes: Vec<&str> = list.lines().map(|line| line.split_once(' ').unwrap().0).collect();
    assert!(codes.is_sorted() && codes.contains(&"MISSING_EFFECT"), "{list}");
    let json: Vec<Value> = serde_json::from_str(&rule(&["--format", "json"]).out).unwrap();
    assert!(json.iter().map(|rule| rule["code"].as_str().unwrap()).eq(codes.iter().copied()));
    assert!(json.iter().all(|rule| rule.get("page").is_none()));
    assert_eq!(rule(&["--format", "markdown"]).out.lines().count(), codes.len() + 2);
}

#[test]
fn a_code_that_is_none_is_refused() {
    let ran = rule(&["EMPTY_SID_VALU"]);
    let expected = "sayso: there is no rule `EMPTY_SID_VALU`; did you mean `EMPTY_SID_VALUE`?\n";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (2, "", expected));
    assert!(rule(&["xyz"]).err.contains("`sayso rule` lists them"));
}
