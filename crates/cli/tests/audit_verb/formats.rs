//! The report for programs and for people.

use super::{Folder, Value, audit, json, run};

#[test]
fn sarif_has_a_rule_for_each_kind_and_the_places() {
    let log: Value = serde_json::from_str(&audit(&["--format", "sarif"]).out).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let number = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[number]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "account.json");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
    }
}

#[test]
fn the_formats_tell_the_same_number_of_findings() {
    let count = json(&[])["findings"].as_array().unwrap().len();
    let markdown = audit(&["--format", "markdown"]).out;
    assert_eq!(markdown.lines().filter(|line| line.starts_with("| ")).count(), count + 1);
    let html = audit(&["--format", "html"]).out;
    assert_eq!(html.matches("<details class=\"finding\">").count(), count);
}

#[test]
fn the_page_is_closed_in_itself_and_hostile_names_are_text() {
    let dump = r#"{"UserDetailList": [{"UserName": "ana", "Arn": "arn:aws:iam::123456789012:user/ana",
        "UserPolicyList": [{"PolicyName": "<img src=x onerror=alert(1)>\u001b[2J", "PolicyDocument":
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}]}]}"#;
    let folder = Folder::new().with("account.json", dump);
    let ran = run(folder.path(), &["audit", "--account", "account.json", "--format", "html"], "");
    assert!(ran.out.contains("Content-Security-Policy"));
    for part in ["<img", "<script", "http://", "https://", "\u{1b}"] {
        assert!(!ran.out.contains(part), "{part}");
    }
    let text = run(folder.path(), &["audit", "--account", "account.json"], "");
    assert!(!text.out.contains('\u{1b}'), "{}", text.out);
}

#[test]
fn the_answer_is_the_same_every_time() {
    let first = audit(&["--format", "json"]).out;
    assert_eq!(audit(&["--format", "json"]).out, first);
}
