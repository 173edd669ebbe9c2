//! JSON and `JUnit`.

use serde_json::{Value, json};

use super::xml::{attribute, elements};
use super::{Folder, Ran, with_tests};

const TESTS: &str = "  - {name: 'reads <&\"''> ]]> ü', action: s3:GetObject, expected: allowed}
  - {name: '<deletes> & \"more\"', action: s3:DeleteObject, expected: allowed, sid: Read, description: 'a < b'}
  - {name: puts, action: s3:PutObject, expected: allowed}
  - {name: typo, acton: s3:PutObject}
";

#[test]
fn json_says_what_failed_and_what_could_not_be_read() {
    let ran = with_tests(TESTS).run(&["--format", "json"]);
    assert_eq!(ran.code, 2);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let expected = json!({
        "passed": 1,
        "failed": 2,
        "failures": [
            {
                "id": "<deletes> & \"more\"", "expected": "allowed", "actual": "explicitDeny",
                "file": "a.test.yaml", "line": 7, "column": 5, "description": "a < b",
                "decidedBy": {
                    "expectedSid": "Read", "sid": "Keep", "effect": "Deny", "layer": "identity policies",
                    "policy": "role.json", "file": "role.json", "line": 10, "column": 5,
                },
            },
            {
                "id": "puts", "expected": "allowed", "actual": "implicitDeny",
                "file": "a.test.yaml", "line": 8, "column": 5,
                "decidedBy": {"silent": ["identity policies"]},
            },
        ],
        "errors": [{
            "id": "typo", "file": "a.test.yaml", "line": 9, "column": 18,
            "message": "unknown field `acton` (did you mean `action`?)",
        }],
    });
    assert_eq!(report, expected);
    let ran = Folder::new().run(&["--format", "json", "nowhere.yaml"]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, &report["failed"]), (2, &json!(0)));
    assert_eq!(report["errors"][0]["file"], "nowhere.yaml");
}

#[test]
fn junit_has_a_suite_for_each_file_and_escapes() {
    let folder = with_tests(TESTS).with("z.test.yaml", "a: [");
    let ran = folder.run(&["--format", "junit"]);
    assert_eq!(ran.code, 2);
    let elements = elements(&ran.out);
    let find = |name: &str| elements.iter().filter(|it| it.0 == name).collect::<Vec<_>>();
    let suites = find("testsuite");
    assert_eq!(suites.len(), 2);
    let counts = ["name", "tests", "failures", "errors"].map(|key| attribute(suites[0], key));
    assert_eq!(counts, ["a.test.yaml", "4", "2", "1"]);
    let counts = ["name", "tests", "failures", "errors"].map(|key| attribute(suites[1], key));
    assert_eq!(counts, ["z.test.yaml", "1", "0", "1"]);
    let names: Vec<String> = find("testcase").iter().map(|case| attribute(case, "name")).collect();
    assert_eq!(names, ["reads <&\"'> ]]> ü", "<deletes> & \"more\"", "puts", "typo", "z.test.yaml"]);
    let failures = find("failure");
    let message = attribute(failures[0], "message");
    assert!(message.starts_with("expected allowed by `Read`, got explicitDeny by `Keep`"), "{message}");
    assert!(failures[0].2.contains("a < b") && failures[0].2.contains("\"Action\": \"s3:Delete*\""));
    assert!(!ran.out.contains('\u{1b}'));
    assert!(attribute(find("error")[0], "message").contains("did you mean `action`?"));
}

#[test]
fn a_report_goes_to_a_file_and_the_text_to_the_terminal() {
    let folder = with_tests(TESTS);
    let plain: Ran = folder.run(&["--format", "junit"]);
    let ran = folder.run(&["--format", "junit", "-o", "report.xml", "--color", "always"]);
    assert_eq!(ran.code, 2);
    assert_eq!(ran.last_line(), "1 passed, 2 failed, 1 unreadable");
    assert_eq!(std::fs::read_to_string(folder.path().join("report.xml")).unwrap(), plain.out);
    let text = folder.run(&["-o", "report.txt", "--color", "always"]);
    assert_eq!(text.out, "");
    let written = std::fs::read_to_string(folder.path().join("report.txt")).unwrap();
    assert_eq!(written, folder.run(&["--color", "never"]).out);
    let ran = folder.run(&["--format", "json", "-o", "no/such/folder.json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot write `no/such/folder.json`: no such file"), "{}", ran.err);
}
