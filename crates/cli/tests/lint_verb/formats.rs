//! The formats for people, JSON, and what CI systems take by the line.

use serde_json::{Value, json};

use super::{Folder, json, project};

#[test]
fn full_shows_the_source_what_to_do_and_a_summary() {
    let ran = project().lint(&["policies"]);
    let expected = r#"policies/org/bucket.json:4:58: warning[INVALID_USER_REFERENCE]: `AIDACKCEVSQ6C2EXAMPLE` is the id of a user, who was deleted
  |
4 |     "Sid": "Old", "Effect": "Deny", "Principal": {"AWS": "AIDACKCEVSQ6C2EXAMPLE"},
  |                                                          ^^^^^^^^^^^^^^^^^^^^^^^
  = help: name the user by its ARN, or remove the entry

policies/role.json:5:14: suggestion[EMPTY_SID_VALUE]: `Sid` is empty
  |
5 |     { "Sid": "", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::repo...
  |              ^^
  = fix: remove the empty `Sid` (--fix)

policies/role.json:6:5: error[MISSING_EFFECT]: the statement has no `Effect`
  |
6 |     { "Sid": "LegacyPut", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*" }
  |     ^
  = help: write `"Effect": "Allow"` or `"Effect": "Deny"`

3 findings in 2 of 3 policies (1 error, 1 warning, 1 suggestion), 1 fixable with --fix
"#;
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, expected, ""));
    let quiet = project().lint(&["policies", "--quiet"]);
    assert!(!quiet.out.contains("3 findings") && quiet.out.contains("MISSING_EFFECT"));
    let colours = project().lint(&["policies", "--color", "always"]);
    assert_eq!(anstream::adapter::strip_str(&colours.out).to_string(), ran.out);
    assert_ne!(colours.out, ran.out);
}

#[test]
fn concise_has_a_line_for_each() {
    let ran = project().lint(&["--format", "concise", "--statistics"]);
    let expected = "\
policies/org/bucket.json:4:58: warning[INVALID_USER_REFERENCE]: `AIDACKCEVSQ6C2EXAMPLE` is the id of a user, who was \
deleted (name the user by its ARN, or remove the entry)
policies/role.json:5:14: suggestion[EMPTY_SID_VALUE]: `Sid` is empty
policies/role.json:6:5: error[MISSING_EFFECT]: the statement has no `Effect` (write `\"Effect\": \"Allow\"` or \
`\"Effect\": \"Deny\"`)
     1  EMPTY_SID_VALUE         suggestion  fixable
     1  INVALID_USER_REFERENCE  warning
     1  MISSING_EFFECT          error
";
    assert_eq!(ran.out, expected);
}

#[test]
fn json_has_every_field() {
    let ran = project().lint(&["policies/role.json", "--format", "json"]);
    let report = json(&ran);
    let mut first = report["findings"][0].clone();
    let fingerprint = first.as_object_mut().unwrap().remove("fingerprint").unwrap();
    assert_eq!(fingerprint.as_str().unwrap().len(), 32);
    let edit = json!({"line": 5, "column": 7, "endLine": 5, "endColumn": 18, "text": ""});
    let expected = json!({
        "code": "EMPTY_SID_VALUE", "severity": "suggestion", "message": "`Sid` is empty",
        "path": "policies/role.json", "line": 5, "column": 14, "endLine": 5, "endColumn": 16,
        "pointer": "/Statement/1/Sid", "policyType": "identity", "sid": "",
        "fix": {"title": "remove the empty `Sid`", "safe": true, "edits": [edit]},
    });
    assert_eq!(first, expected);
    let second = &report["findings"][1];
    assert_eq!(second["help"], "write `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`");
    assert_eq!(second["pointer"], "/Statement/2");
    let expected = json!({
        "files": 1, "policies": 1, "policiesWithFindings": 1, "findings": 2, "errors": 1, "securityWarnings": 0,
        "warnings": 0, "suggestions": 1, "unreadable": 0, "fixable": 1, "unsafelyFixable": 0, "fixed": 0,
        "suppressed": 0, "inBaseline": 0, "staleInBaseline": 0,
        "byCode": {"EMPTY_SID_VALUE": 1, "MISSING_EFFECT": 1},
    });
    assert_eq!((&report["version"], &report["summary"]), (&json!(1), &expected));
    let lines = project().lint(&["policies/role.json", "--format", "jsonl"]);
    let lines: Vec<Value> = lines.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(&Value::from(lines), &report["findings"]);
}

#[test]
fn json_names_every_set_of_actions() {
    let policy = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Action": ["lambda:CreateFunction", "lambda:InvokeFunction", "iam:PassRole"], "Resource": "*"}]}"#;
    let ran = Folder::new().with("a.json", policy).lint_all(&[
        "--select",
        "PRIVILEGE_ESCALATION",
        "--format",
        "json",
    ]);
    let sets = &json(&ran)["findings"][0]["actionSets"];
    assert_eq!(sets, &json!([["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"]]));
}

#[test]
fn json_says_what_could_not_be_read() {
    let ran = Folder::new().with("a.json", "{\"Statement\": [\n").lint(&["a.json", "--format", "json"]);
    let expected = json!([{
        "path": "a.json", "code": "JSON_SYNTAX_ERROR", "line": 2, "column": 1,
        "message": json(&ran)["errors"][0]["message"],
    }]);
    assert_eq!(
        (ran.code, &json(&ran)["errors"], &json(&ran)["summary"]["unreadable"]),
        (2, &expected, &json!(1))
    );
}

/// Level, properties and message of a workflow command, as GitHub's runner takes it apart.
fn command(line: &str) -> (String, Vec<(String, String)>, String) {
    let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (level, properties) = head.split_once(' ').unwrap();
    let data = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let value = |text: &str| data(&text.replace("%3A", ":").replace("%2C", ","));
    let properties = properties.split(',').map(|pair| {
        let (name, text) = pair.split_once('=').unwrap();
        (name.to_owned(), value(text))
    });
    (level.to_owned(), properties.collect(), data(message))
}

#[test]
fn github_gets_a_command_for_each_that_no_name_can_break() {
    let name = "a,b:c=50%25\n::error::x.json";
    let folder = Folder::new().with(name, super::BUCKET).with("z.json", "{\"Statement\": [");
    let ran = folder.lint(&["--format", "github"]);
    let lines: Vec<_> = ran.out.lines().map(command).collect();
    let [(level, properties, message), (fault, at, why)] = lines.as_slice() else { panic!("{}", ran.out) };
    let expected = [
        ("file", name),
        ("line", "4"),
        ("endLine", "4"),
        ("col", "58"),
        ("endColumn", "81"),
        ("title", "INVALID_USER_REFERENCE"),
    ];
    assert_eq!(level, "warning");
    assert!(
        properties.iter().map(|(key, value)| (key.as_str(), value.as_str())).eq(expected),
        "{properties:?}"
    );
    assert!(message.starts_with("`AIDACKCEVSQ6C2EXAMPLE` is the id of a user"), "{message}");
    assert_eq!((fault.as_str(), at[0].1.as_str(), ran.code), ("error", "z.json", 2));
    assert!(why.contains("the text ends"), "{why}");
    let levels = project().lint(&["--format", "github"]);
    let levels: Vec<String> = levels.out.lines().map(|line| command(line).0).collect();
    assert_eq!(levels, ["warning", "notice", "error"]);
}

#[test]
fn markdown_is_a_table() {
    let ran = project().lint(&["--format", "markdown"]);
    let rows: Vec<usize> = ran.out.lines().take(5).map(|line| line.matches('|').count()).collect();
    assert_eq!(rows, [5; 5], "{}", ran.out);
    assert!(ran.out.ends_with(
        "\n3 findings in 2 of 3 policies (1 error, 1 warning, 1 suggestion), 1 fixable with --fix\n"
    ));
}
