//! Inputs that are broken, known findings, and two runs.

use super::{Folder, audit, findings, run, samples};

fn copied() -> Folder {
    Folder::new().with("account.json", std::fs::read(samples().join("account.json")).unwrap())
}

#[test]
fn what_is_broken_is_told_with_its_place_and_the_rest_is_looked_at() {
    let folder = copied()
        .with("report.csv", "user,arn\n<root_account>,arn:aws:iam::123456789012:root\nana,nowhere\n")
        .with("used/nobody.json", r#"{"ServicesLastAccessed": []}"#)
        .with("used/half.json", r#"{"ServicesLastAcc"#);
    let arguments = [
        "audit",
        "--account",
        "account.json",
        "--credential-report",
        "report.csv",
        "--last-accessed",
        "used",
    ];
    let ran = run(folder.path(), &arguments, "");
    assert_eq!(ran.code, 2);
    for part in [
        "report.csv:1:1: error[INVALID_CREDENTIAL_REPORT]: the column `mfa_active` is missing",
        "report.csv:3:1: error[INVALID_CREDENTIAL_REPORT]: the row has no ARN",
        "half.json:1:",
        "nobody.json:1:1: error[UNKNOWN_PRINCIPAL]: neither `Arn` nor the name of the file",
    ] {
        assert!(ran.err.contains(part), "{part} in {}", ran.err);
    }
    assert!(ran.out.contains("critical[ESCALATION_TO_ADMINISTRATOR]"), "{}", ran.out);
}

#[test]
fn a_bar_decides_the_exit_code() {
    for (bar, code) in [("critical", 1), ("low", 1), ("never", 0)] {
        assert_eq!(audit(&["--fail-on", bar]).code, code, "{bar}");
    }
}

#[test]
fn a_baseline_leaves_new_findings_only() {
    let folder = copied();
    let base = ["audit", "--account", "account.json", "--baseline", "known.json"];
    let wrote = run(folder.path(), &[&base[..], &["--write-baseline"]].concat(), "");
    assert_eq!(wrote.code, 0, "{}", wrote.err);
    let again = run(folder.path(), &base, "");
    assert_eq!(again.code, 0, "{}", again.out);
    assert!(again.out.contains("0 findings"), "{}", again.out);
    // Places move, the findings stay known.
    let text = std::fs::read_to_string(folder.path().join("account.json")).unwrap();
    let folder = folder.with("account.json", format!("\n\n{text}"));
    assert_eq!(run(folder.path(), &base, "").code, 0);
    let folder = folder.with(
        "account.json",
        text.replace("\"leavers\"", "\"joiners\"").replace("group/leavers", "group/joiners"),
    );
    let new = run(folder.path(), &[&base[..], &["--format", "json"]].concat(), "");
    let new = findings(&serde_json::from_str(&new.out).unwrap());
    assert_eq!(new.len(), 1, "{new:?}");
    assert_eq!((new[0].0.as_str(), new[0].1.as_str()), ("EMPTY_GROUP", "group/joiners"));
}

#[test]
fn two_runs_are_compared() {
    let folder = copied();
    let base = ["audit", "--account", "account.json"];
    run(folder.path(), &[&base[..], &["--format", "json", "-o", "old.json"]].concat(), "");
    let text = std::fs::read_to_string(folder.path().join("account.json")).unwrap();
    let folder = folder.with(
        "account.json",
        text.replace("group/leavers", "group/joiners").replace("\"leavers\"", "\"joiners\""),
    );
    let ran = run(folder.path(), &[&base[..], &["--compare", "old.json"]].concat(), "");
    assert!(ran.out.contains("  new: group/joiners has no users"), "{}", ran.out);
    assert!(ran.out.contains("fixed[EMPTY_GROUP]: group/leavers has no users"), "{}", ran.out);
    assert!(ran.out.contains("since then 1 new, 1 fixed, "), "{}", ran.out);
    let broken = folder.with("old.json", "{\"version\": 1,\n \"findings\": 1}");
    let ran = run(broken.path(), &[&base[..], &["--compare", "old.json"]].concat(), "");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("old.json:2:"), "{}", ran.err);
}
