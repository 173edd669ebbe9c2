//! What is found in the sample, and that every step of a path is a real one.

use super::{Folder, Value, findings, json, run, samples};

#[test]
fn the_sample_has_these_findings_and_no_others() {
    let report = json(&["--credential-report", "credential-report.csv", "--last-accessed", "."]);
    let own = |list: &[(&str, &str, u64)]| -> Vec<(String, String, u64)> {
        list.iter().map(|(code, who, line)| ((*code).to_owned(), (*who).to_owned(), *line)).collect()
    };
    let expected = own(&[
        ("ESCALATION_TO_ADMINISTRATOR", "user/ana", 3),
        ("ESCALATION_TO_ADMINISTRATOR", "user/ben", 10),
        ("ROOT_ACCESS_KEY", "root", 2),
        ("ROOT_WITHOUT_MFA", "root", 2),
        ("HIDDEN_ADMINISTRATOR", "role/automation", 52),
        ("ROOT_USED", "root", 2),
        ("THIRD_PARTY_WITHOUT_EXTERNAL_ID", "role/partner", 85),
        ("USER_WITHOUT_MFA", "user/ana", 3),
        ("OLD_ACCESS_KEY", "root", 2),
        ("OLD_ACCESS_KEY", "user/carla", 4),
        ("UNUSED_ACCESS_KEY", "root", 2),
        ("UNUSED_ACCESS_KEY", "user/carla", 4),
        ("UNUSED_PASSWORD", "user/carla", 4),
        ("UNUSED_ROLE", "role/partner", 75),
        ("UNUSED_SERVICE", "user/ana", 1),
        ("WILDCARD_REACH", "role/automation", 69),
        ("DIRECT_USER_POLICY", "user/ben", 10),
        ("DIRECT_USER_POLICY", "user/carla", 27),
        ("EMPTY_GROUP", "group/leavers", 49),
        ("INLINE_POLICY", "role/automation", 52),
        ("INLINE_POLICY", "user/ben", 10),
        ("UNUSED_ACTION", "user/ana", 1),
    ]);
    let mut found = findings(&report);
    // What the linter says of one policy is its tests' matter.
    found.retain(|(code, ..)| {
        !matches!(code.as_str(), "CREDENTIALS_EXPOSURE" | "DATA_EXFILTRATION" | "PERMISSIONS_MANAGEMENT")
    });
    assert_eq!(found, expected);
}

fn edges(report: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let edge = |it: &Value| {
        format!(
            "{} {} -> {} ({})",
            text(&it["from"]),
            it["how"].as_str().unwrap(),
            text(&it["to"]),
            it["certainty"].as_str().unwrap()
        )
    };
    report["paths"]
        .as_array()
        .unwrap()
        .iter()
        .map(|path| path["edges"].as_array().unwrap().iter().map(edge).collect::<Vec<_>>().join("; "))
        .collect()
}

#[test]
fn paths_are_lists_of_edges_shortest_first() {
    let expected = [
        "ana passes role/automation to a Lambda function -> automation (certain)",
        "ben makes an access key of user/ana -> ana (certain); \
         ana passes role/automation to a Lambda function -> automation (certain)",
    ];
    assert_eq!(edges(&json(&[])), expected);
}

/// The sample with a part of it replaced.
fn changed(from: &str, to: &str) -> Vec<String> {
    let text = std::fs::read_to_string(samples().join("account.json")).unwrap();
    assert!(text.contains(from), "{from}");
    let folder = Folder::new().with("account.json", text.replacen(from, to, 1));
    let arguments = ["audit", "--account", "account.json", "--format", "json"];
    edges(&serde_json::from_str(&run(folder.path(), &arguments, "").out).unwrap())
}

#[test]
fn an_edge_goes_when_any_of_its_parts_does() {
    for (from, to) in [
        // The role no longer trusts the service.
        (r#"{ "Service": "lambda.amazonaws.com" }"#, r#"{ "Service": "ec2.amazonaws.com" }"#),
        // It may be passed to another service only.
        (r#""iam:PassedToService": "lambda"#, r#""iam:PassedToService": "glue"#),
        // Another role may be passed.
        ("role/auto*", "role/manual*"),
        // Something else is denied.
        (
            r#""Effect": "Allow",
                "Action": ["lambda:CreateFunction""#,
            r#""Effect": "Deny",
                "Action": ["lambda:CreateFunction""#,
        ),
    ] {
        assert_eq!(changed(from, to), [""; 0], "{to}");
    }
}

#[test]
fn a_condition_that_nobody_can_tell_makes_a_path_possible() {
    let text = r#""iam:PassedToService": "lambda.amazonaws.com", "aws:ResourceTag/stage": "dev""#;
    let found = changed(r#""iam:PassedToService": "lambda.amazonaws.com""#, text);
    assert_eq!(found[0], "ana passes role/automation to a Lambda function -> automation (depends)");
}

#[test]
fn a_boundary_holds_a_principal_back() {
    // Carla's policy is AdministratorAccess: within her boundary she is none, and cannot make herself one.
    let found = findings(&json(&[]));
    assert!(
        !found.iter().any(|(code, who, _)| who == "user/carla" && code.contains("ADMINISTRATOR")),
        "{found:?}"
    );
}

fn edges_sample() -> String {
    std::fs::read_to_string(samples().join("edges/account.json")).unwrap()
}

fn edges_of(dump: &str) -> Vec<String> {
    let folder = Folder::new().with("account.json", dump);
    let arguments = ["audit", "--account", "account.json", "--format", "json"];
    edges(&serde_json::from_str(&run(folder.path(), &arguments, "").out).unwrap())
}

#[test]
fn an_entity_that_can_give_itself_or_another_more_has_a_path() {
    let expected = [
        "lab removes its permissions boundary -> administrator (certain)",
        "chooser makes v1 the default version of tools -> administrator (certain)",
        "freed removes its permissions boundary -> administrator (certain)",
        "giver gives role/reader any managed policy, then assumes role/reader -> administrator (certain)",
        "joiner joins group admins -> administrator (certain)",
        "walker joins group operators, assumes role/operations -> operations (certain)",
    ];
    assert_eq!(edges_of(&edges_sample()), expected);
}

#[test]
fn a_path_by_more_permissions_goes_when_any_of_its_parts_does() {
    let (root, deny) = ("\"AWS\": \"arn:aws:iam::123456789012:root\"", "\"Effect\": \"Deny\"");
    let all = r#""Effect": "Allow",
                "Action": "*","#;
    for (who, from, to) in [
        ("joiner", "group/admins\"\n              }", "group/others\"\n              }"),
        ("walker", "role/operations\"\n              }", "role/other\"\n              }"),
        ("walker", root, "\"AWS\": \"arn:aws:iam::444455556666:root\""),
        ("giver", "iam:AttachRolePolicy", "iam:DetachRolePolicy"),
        (
            "giver",
            "\"sts:AssumeRole\",\n                \"Resource\": \"arn:aws:iam::123456789012:role/reader\"",
            "\"sts:TagSession\",\n                \"Resource\": \"arn:aws:iam::123456789012:role/reader\"",
        ),
        ("chooser", "iam:SetDefaultPolicyVersion", "iam:GetPolicyVersion"),
        ("freed", "iam:DeleteUserPermissionsBoundary", "iam:GetUser"),
        ("freed", all, &format!("{deny},\n                \"Action\": \"*\",")),
        ("lab", "iam:DeleteRolePermissionsBoundary", "iam:GetRole"),
    ] {
        let dump = edges_sample();
        assert!(dump.contains(from), "{from}");
        let found = edges_of(&dump.replacen(from, to, 1));
        assert!(!found.iter().any(|path| path.starts_with(&format!("{who} "))), "{who} {to}: {found:#?}");
    }
}

#[test]
fn the_statements_of_each_step_are_shown() {
    let folder = Folder::new().with("account.json", edges_sample());
    let ran = run(folder.path(), &["audit", "--account", "account.json"], "");
    for part in [
        "= iam:AddUserToGroup on arn:aws:iam::123456789012:group/operators: allowed by join  (account.json:",
        "= sts:AssumeRole on arn:aws:iam::123456789012:role/operations: allowed by operate through group operators  (account.json:",
        "= iam:CreateUser on arn:aws:iam::123456789012:user/anybody: allowed by tools  (account.json:",
    ] {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
}
