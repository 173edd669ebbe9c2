//! The baseline: old findings are known, new ones are told.

use serde_json::{Value, json};

use super::{ROLE, project};

#[test]
fn what_is_in_the_baseline_is_not_told() {
    let folder = project();
    let ran = folder.lint(&["--baseline", "known.json", "--write-baseline"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", "wrote known.json: 3 findings\n"));
    let text = folder.read("known.json");
    let baseline: Value = serde_json::from_str(&text).unwrap();
    let entries = baseline["findings"].as_array().unwrap();
    let entry = |at: usize| json!([entries[at]["path"], entries[at]["line"], entries[at]["code"]]);
    assert_eq!(entry(0), json!(["policies/org/bucket.json", 4, "INVALID_USER_REFERENCE"]));
    assert_eq!(entry(2), json!(["policies/role.json", 6, "MISSING_EFFECT"]));
    let ran = folder.lint(&["--baseline", "known.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "no findings in 3 policies, 3 in the baseline\n"));

    // A statement put before the known ones changes nothing, and its own finding is told.
    let new = "    { \"Sid\": \"New\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\" },\n    { \"Sid\": \"Read\"";
    let folder = folder.with("policies/role.json", ROLE.replacen("    { \"Sid\": \"Read\"", new, 1));
    assert_eq!(folder.found(&["--baseline", "known.json"]), ["policies/role.json:4 MISSING_EFFECT"]);

    // Mended, its entry is stale.
    let folder = folder.with("policies/org/bucket.json", super::FINE);
    let ran = folder.lint(&["--baseline", "known.json", "--ignore", "MISSING_EFFECT"]);
    let expected =
        "no findings in 3 policies, 2 suppressed, 1 in the baseline, 2 in the baseline no more found\n";
    assert_eq!(ran.out, expected);
    let ran = folder.lint(&["--baseline", "known.json", "policies/org"]);
    assert_eq!(
        ran.out, "no findings in 1 policy, 1 in the baseline no more found\n",
        "others were not looked at"
    );

    // Written again, it is the same.
    let folder = project();
    folder.lint(&["--baseline", "known.json", "--write-baseline"]);
    assert_eq!(folder.read("known.json"), text);
}

#[test]
fn a_baseline_that_cannot_be_read_ends_the_run() {
    let wrong = "{\"version\": 1, \"findings\": [\n  {\"path\": 1}]}";
    let newer = "{\"version\": 2, \"findings\": []}";
    for (text, message) in [
        (wrong, "known.json:2:"),
        (newer, "sayso: `known.json` is a baseline of version 2"),
        ("", "known.json:1:1: error[INVALID_BASELINE]"),
    ] {
        let ran = project().with("known.json", text).lint(&["--baseline", "known.json"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.starts_with(message), "{}", ran.err);
    }
    let ran = project().lint(&["--baseline", "nowhere.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(project().lint(&["--write-baseline"]).code, 2);
}
