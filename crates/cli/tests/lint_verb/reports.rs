//! Reports that other programs keep: GitLab, `JUnit`, and files.

use serde_json::{Value, json};

use super::xml::{attribute, elements};
use super::{Folder, ROLE, project};

fn gitlab(folder: &Folder) -> Vec<Value> {
    serde_json::from_str(&folder.lint(&["--format", "gitlab"]).out).unwrap()
}

fn fingerprints(text: &str) -> Vec<String> {
    let issues = gitlab(&Folder::new().with("role.json", text));
    issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn gitlab_gets_issues() {
    let mut issues = gitlab(&project());
    for issue in &mut issues {
        let fingerprint = issue.as_object_mut().unwrap().remove("fingerprint").unwrap();
        assert_eq!(fingerprint.as_str().unwrap().len(), 32);
    }
    let issue = |code: &str, severity: &str, path: &str, line: u32, description: &str| {
        json!({
            "check_name": code, "severity": severity, "description": description,
            "location": {"path": path, "lines": {"begin": line, "end": line}},
        })
    };
    let user = "`AIDACKCEVSQ6C2EXAMPLE` is the id of a user, who was deleted \
                (name the user by its ARN, or remove the entry)";
    let effect = "the statement has no `Effect` (write `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`)";
    let expected = [
        issue("INVALID_USER_REFERENCE", "minor", "policies/org/bucket.json", 4, user),
        issue("EMPTY_SID_VALUE", "info", "policies/role.json", 5, "`Sid` is empty"),
        issue("MISSING_EFFECT", "critical", "policies/role.json", 6, effect),
    ];
    assert_eq!(issues, expected);
    let broken = gitlab(&Folder::new().with("a.json", "{\"Statement\": [\n"));
    assert_eq!(
        (&broken[0]["severity"], &broken[0]["location"]["lines"]["begin"]),
        (&json!("blocker"), &json!(2))
    );
}

#[test]
fn fingerprints_outlive_lines_and_statements_and_tell_equals_apart() {
    let before = fingerprints(ROLE);
    assert_eq!(fingerprints(&ROLE.replace("\"Statement\"", "\n\n  \"Statement\"")), before);
    assert_eq!(fingerprints(&ROLE.replace("    {", "\t{")), before);
    let first = "{ \"Sid\": \"New\", \"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\" },";
    assert_eq!(fingerprints(&ROLE.replacen("    {", &format!("    {first}\n    {{"), 1)), before);
    let line = ROLE.lines().find(|line| line.contains("\"Sid\": \"\"")).unwrap();
    let twice = fingerprints(&ROLE.replace(line, &format!("{line}\n{line}")));
    assert_eq!(twice.len(), 3);
    assert_eq!((&twice[0], &twice[2]), (&before[0], &before[1]));
    assert!(twice[1] != twice[0] && twice[1] != twice[2], "{twice:?}");
    let elsewhere = gitlab(&Folder::new().with("other.json", ROLE));
    assert_ne!(elsewhere[0]["fingerprint"], before[0].as_str());
}

#[test]
fn fingerprints_are_the_same_wherever_the_command_runs() {
    let folder = project().with(".git/HEAD", "");
    let above: Vec<Value> = gitlab(&folder);
    let ran = super::run(
        &folder.path().join("policies"),
        &["lint", "--format", "gitlab", "--select", super::CODES],
        "",
    );
    let below: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(above[1]["location"]["path"], "policies/role.json");
    assert_eq!(below[1]["location"]["path"], "role.json");
    assert!(above.iter().map(|it| &it["fingerprint"]).eq(below.iter().map(|it| &it["fingerprint"])));
}

#[test]
fn junit_fails_where_the_run_fails() {
    let folder = project().with("z <&\">.json", "{\"Statement\": [");
    let ran = folder.lint(&["--format", "junit"]);
    assert_eq!(ran.code, 2);
    let elements = elements(&ran.out);
    let find = |name: &str| elements.iter().filter(|it| it.0 == name).collect::<Vec<_>>();
    let suites: Vec<[String; 4]> = find("testsuite")
        .iter()
        .map(|it| ["name", "tests", "failures", "errors"].map(|key| attribute(it, key)))
        .collect();
    let expected = [
        ["policies/fine.json", "1", "0", "0"],
        ["policies/org/bucket.json", "1", "0", "0"],
        ["policies/role.json", "2", "1", "0"],
        ["z <&\">.json", "1", "0", "1"],
    ];
    assert_eq!(suites, expected);
    let failure = find("failure")[0];
    assert_eq!(attribute(failure, "message"), "the statement has no `Effect`");
    assert_eq!(attribute(failure, "type"), "error");
    assert!(failure.2.starts_with("policies/role.json:6:5: error[MISSING_EFFECT]"), "{}", failure.2);
    let out = find("system-out");
    assert!(out[1].2.contains("EMPTY_SID_VALUE"), "what is below the bar is told all the same");
    let case =
        find("testcase").into_iter().find(|it| attribute(it, "name") == "MISSING_EFFECT at 6:5").unwrap();
    assert_eq!([attribute(case, "file"), attribute(case, "line")], ["policies/role.json", "6"]);
    assert!(attribute(find("error")[0], "message").contains("JSON_SYNTAX_ERROR"));
}

#[test]
fn a_report_goes_to_a_file() {
    let folder = project();
    for format in ["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"] {
        let plain = folder.lint(&["--format", format, "--quiet"]);
        let ran = folder.lint(&["--format", format, "-o", "report", "--color", "always"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{format}");
        assert!(ran.err.starts_with("3 findings in 2 of 3 policies"), "{format}: {}", ran.err);
        assert_eq!(folder.read("report").trim_end(), plain.out.trim_end(), "{format}");
    }
    assert_eq!(folder.lint(&["-o", "no/such/folder"]).code, 2);
}
