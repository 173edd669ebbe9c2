//! `sayso.toml`: what it leaves out, changes and refuses.

use super::{BUCKET, Folder, ROLE, findings, json, project};

const USER: &str = "policies/org/bucket.json:4 INVALID_USER_REFERENCE";
const SID: &str = "policies/role.json:5 EMPTY_SID_VALUE";
const EFFECT: &str = "policies/role.json:6 MISSING_EFFECT";

#[test]
fn settings_leave_out_what_they_name() {
    for (settings, expected) in [
        ("", vec![USER, SID, EFFECT]),
        ("[lint]\nignore = ['EMPTY_*']", vec![USER, EFFECT]),
        ("[lint]\nignore = ['warning', 'suggestion']", vec![EFFECT]),
        ("[lint]\nignore = ['access-analyzer']", vec![]),
        ("[lint]\nexclude = ['org/']", vec![SID, EFFECT]),
        ("[lint]\nexclude = ['*.json', '!role.json']", vec![SID, EFFECT]),
        ("[lint.severity]\nMISSING_EFFECT = 'off'", vec![USER, SID]),
        ("[[lint.per-file]]\npath = 'policies/role.json'\nignore = ['MISSING_EFFECT']", vec![USER, SID]),
        ("[[lint.per-file]]\npath = '/role.json'\nignore = ['MISSING_EFFECT']", vec![USER, SID, EFFECT]),
        ("[[lint.ignore-at]]\npath = 'role.json'\ncode = '*'", vec![USER]),
        ("[[lint.ignore-at]]\npath = 'role.json'\ncode = '*'\npointer = '/Statement/1'", vec![USER, EFFECT]),
        (
            "[[lint.ignore-at]]\npath = 'role.json'\ncode = 'MISSING_EFFECT'\npointer = '/Statement/2'\nreason = 'x'",
            vec![USER, SID],
        ),
        (
            "[[lint.ignore-at]]\npath = 'role.json'\ncode = 'MISSING_EFFECT'\npointer = '/Statement/1'",
            vec![USER, SID, EFFECT],
        ),
        ("[lint.sids]\nignore = ['Legacy*', 'Old']", vec![SID]),
    ] {
        assert_eq!(project().with("sayso.toml", settings).found(&[]), expected, "{settings}");
        let folder =
            project().with("elsewhere.toml", settings).with("sayso.toml", "[lint]\nignore = ['all']");
        assert_eq!(folder.found(&["--config", "elsewhere.toml"]), expected, "{settings}");
        assert_eq!(folder.found(&["--no-config"]).len(), 3);
    }
}

#[test]
fn the_nearest_settings_hold_and_flags_go_first() {
    let folder = project()
        .with("sayso.toml", "[lint]\nselect = ['MISSING_EFFECT']\nfail-on = 'never'")
        .with("policies/org/sayso.toml", "[lint]\nselect = ['warning']\nfail-on = 'warning'");
    let ran = folder.lint_all(&["--format", "json"]);
    let found = findings(&ran);
    assert!(found.contains(&USER.to_owned()) && found.contains(&EFFECT.to_owned()), "{found:?}");
    assert!(!found.contains(&SID.to_owned()), "{found:?}");
    assert_eq!(ran.code, 1, "the bucket's settings fail on warnings");
    assert_eq!(folder.lint_all(&["policies/role.json"]).code, 0, "the role's never fail");
    assert_eq!(folder.lint_all(&["policies/role.json", "--fail-on", "error"]).code, 1);
    let ran = folder.lint_all(&["policies/role.json", "--format", "json", "--select", "EMPTY_SID_VALUE"]);
    assert_eq!(findings(&ran), [SID]);
}

#[test]
fn severities_and_types_change() {
    let settings = "[lint.severity]\nINVALID_USER_REFERENCE = 'error'\nMISSING_EFFECT = 'suggestion'\n\
                    [[lint.per-file]]\npath = 'role.json'\ntype = 'scp'\n";
    let ran = project().with("sayso.toml", settings).lint(&["--format", "json"]);
    let report = json(&ran);
    let severities: Vec<&str> =
        report["findings"].as_array().unwrap().iter().map(|it| it["severity"].as_str().unwrap()).collect();
    assert_eq!((ran.code, severities), (1, vec!["error", "suggestion", "suggestion"]));
    assert_eq!(report["findings"][2]["policyType"], "scp");
}

#[test]
fn suppressions_that_nothing_needs_are_told() {
    let settings = "[lint]\nignore = ['EMPTY_SID_VALUE', 'INVALID_USER_REFERENCE']\n\
        [[lint.ignore-at]]\npath = 'role.json'\ncode = 'MISSING_EFFECT'\npointer = '/Statement/0'\n\
        [[lint.ignore-at]]\npath = 'bucket.json'\ncode = 'MISSING_EFFECT'\n\
        [lint.sids]\nignore = ['Gone*']\n";
    let folder = project().with("sayso.toml", settings);
    let ran = folder.lint(&["--statistics", "policies/role.json"]);
    let unused: Vec<&str> =
        ran.out.lines().filter_map(|line| line.strip_prefix("unused suppression: ")).collect();
    let expected = [
        "`Gone*` of `sids` (sayso.toml:11:11)",
        "`INVALID_USER_REFERENCE` of `ignore` (sayso.toml:2:30)",
        "`MISSING_EFFECT` of `ignore-at` (sayso.toml:5:8)",
    ];
    assert_eq!(unused, expected, "{}", ran.out);
    assert!(ran.out.ends_with("1 finding in 1 of 1 policy (1 error), 1 suppressed\n"), "{}", ran.out);
}

#[test]
fn faults_of_settings_have_a_place() {
    for (settings, place, message) in [
        ("[lint]\nignor = []", "sayso.toml:2:1", "unknown field `ignor`"),
        ("[lint]\nignor = []", "", "did you mean `ignore`?"),
        ("[lnt]", "sayso.toml:1:2", "did you mean `lint`?"),
        ("[lint]\nselect = 'all'", "sayso.toml:2:10", "expected a sequence"),
        ("[lint]\nselect = ['ALL', 'MISSING_EFECT']", "sayso.toml:2:18", "did you mean `MISSING_EFFECT`?"),
        ("[lint]\nfail-on = 'warn'", "sayso.toml:2:11", "did you mean `warning`?"),
        ("[lint]\nknown-accounts = ['12']", "sayso.toml:2:19", "it has 12 digits"),
        ("[lint.severity]\nMISSING_EFFECT = 'low'", "sayso.toml:2:18", "`low` is no severity"),
        ("[lint.severity]\n'MISSING_*' = 'off'", "sayso.toml:2:1", "a severity is given to one code"),
        ("[[lint.per-file]]\nignore = []", "sayso.toml:1:", "missing field `path`"),
        ("[[lint.per-file]]\npath = 'a'\ntype = 'bucket'", "sayso.toml:3:8", "is no type of policies"),
        (
            "[[lint.ignore-at]]\npath = 'a'\ncode = '*'\npointer = 'x'",
            "sayso.toml:4:11",
            "is no JSON pointer",
        ),
        ("[lint.sids]\nignore = ['[']", "sayso.toml:2:11", "`[` is no pattern"),
        ("[lint]\nexclude = ['{']", "sayso.toml:2:12", "`{` is no pattern"),
        ("[lint", "sayso.toml:1:", "error[INVALID_CONFIG]"),
    ] {
        let ran = project().with("sayso.toml", settings).lint(&[]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{settings}: {}", ran.err);
        assert!(ran.err.starts_with(place) && ran.err.contains(message), "{settings}: {}", ran.err);
    }
    let ran = project().lint(&["--config", "nowhere.toml"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (2, "sayso: cannot read `nowhere.toml`: no such file or directory\n")
    );
}

#[test]
fn what_is_named_is_not_excluded_but_a_hook_excludes() {
    let folder = Folder::new().with("sayso.toml", "[lint]\nexclude = ['old/']").with("old/role.json", ROLE);
    let folder = folder.with("new/bucket.json", BUCKET);
    assert_eq!(folder.found(&[]), ["new/bucket.json:4 INVALID_USER_REFERENCE"]);
    assert_eq!(folder.found(&["old/role.json"]).len(), 2);
    assert!(folder.found(&["--hook", "old/role.json"]).is_empty());
}
