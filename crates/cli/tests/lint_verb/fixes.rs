//! `--fix` and `--diff`.

use super::{CODES, FINE, Folder, ROLE, project, run};

/// The role without its empty `Sid`.
fn mended() -> String {
    ROLE.replace("\"Sid\": \"\", ", "")
}

#[test]
fn safe_fixes_are_made_and_every_other_byte_stays() {
    let odd = format!("\u{feff}{}", ROLE.replace('\n', "\r\n").replace(": \"\"", "  :\t\"\""));
    let folder = project().with("odd.json", &odd);
    let ran = folder.lint(&["--fix", "--format", "concise"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(folder.read("policies/role.json"), mended());
    assert_eq!(folder.read("odd.json"), odd.replace("\"Sid\"  :\t\"\", ", ""));
    assert_eq!(folder.read("policies/fine.json"), FINE);
    assert!(
        !ran.out.contains("EMPTY_SID_VALUE") && ran.out.contains("policies/role.json:6:5"),
        "{}",
        ran.out
    );
    let again = folder.lint(&["--fix"]);
    assert_eq!(folder.read("policies/role.json"), mended());
    assert!(
        again.out.ends_with("5 policies (2 errors, 1 warning)\n") || again.out.contains("of 4 policies"),
        "{}",
        again.out
    );
}

#[test]
fn a_file_is_replaced_whole_with_its_permissions_and_links_stay() {
    let folder = Folder::new().with("real/role.json", ROLE);
    let real = folder.path().join("real/role.json");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&real, folder.path().join("link.json")).unwrap();
        assert_eq!(folder.lint(&["link.json", "--fix"]).code, 1);
        assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(folder.path().join("link.json").is_symlink());
        assert_eq!(folder.read("real/role.json"), mended());
        assert_eq!(
            std::fs::read_dir(folder.path().join("real")).unwrap().count(),
            1,
            "nothing is left behind"
        );
        std::fs::write(&real, ROLE).unwrap();
        std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o440)).unwrap();
        let ran = folder.lint(&["real", "--fix"]);
        assert_eq!((ran.code, folder.read("real/role.json").as_str()), (2, ROLE), "read-only is left alone");
        assert!(ran.err.starts_with("sayso: cannot write"), "{}", ran.err);
    }
}

#[test]
fn a_diff_shows_and_changes_nothing() {
    let folder = project();
    let ran = folder.lint(&["--diff"]);
    let expected = r#"--- a/policies/role.json
+++ b/policies/role.json
@@ -2,7 +2,7 @@
   "Version": "2012-10-17",
   "Statement": [
     { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
-    { "Sid": "", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports" },
+    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports" },
     { "Sid": "LegacyPut", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*" }
   ]
 }
"#;
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, expected, ""));
    assert_eq!(folder.read("policies/role.json"), ROLE);
    assert_eq!(folder.lint(&["--diff", "--exit-zero"]).code, 0);
    let ran = folder.lint(&["--diff", "policies/fine.json", "policies/org"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "findings without a fix are no change");
}

#[test]
fn what_is_suppressed_is_not_fixed() {
    let folder = project();
    for flags in [&["--ignore", "EMPTY_SID_VALUE"][..], &["--config", "quiet.toml"]] {
        let folder = Folder::new().with("role.json", ROLE).with("quiet.toml", "[lint.sids]\nignore = ['']");
        assert_eq!(folder.lint(&[&["--fix"], flags].concat()).code, 1);
        assert_eq!(folder.read("role.json"), ROLE, "{flags:?}");
    }
    folder.lint(&["--baseline", "known.json", "--write-baseline"]);
    assert_eq!(folder.lint(&["--fix", "--baseline", "known.json"]).code, 0);
    assert_eq!(folder.read("policies/role.json"), ROLE);
}

#[test]
fn standard_input_is_mended_to_standard_output() {
    let folder = Folder::new();
    let lint = |input: &str| run(folder.path(), &["lint", "-", "--fix", "--select", CODES], input);
    let ran = lint(ROLE);
    assert_eq!((ran.code, ran.out), (1, mended()));
    assert!(ran.err.contains("error[MISSING_EFFECT]") && ran.err.contains(", 1 fixed"), "{}", ran.err);
    assert_eq!(lint(FINE).out, FINE);
}

/// Policies in other files: only those that are JSON there are mended.
#[test]
fn a_policy_within_a_string_or_in_another_syntax_is_left_alone() {
    let statement = r#"{"Sid": "", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}"#;
    let policy = format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{statement}]}}");
    let template = |document: &str| {
        let properties = format!("{{\"PolicyDocument\": {document}}}");
        format!(
            "{{\"Resources\": {{\"P\": {{\"Type\": \"AWS::IAM::ManagedPolicy\", \"Properties\": {properties}}}}}}}"
        )
    };
    let escaped = policy.replace('"', "\\\"");
    let terraform = format!("resource \"aws_iam_policy\" \"p\" {{\n  policy = \"{escaped}\"\n}}\n");
    let yaml = "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        \
                Statement:\n          - {Sid: \"\", Effect: Allow, Action: \"s3:GetObject\", Resource: \"*\"}\n";
    for (name, text, mended) in [
        ("a.json", template(&policy), Some(template(&policy.replace("\"Sid\": \"\", ", "")))),
        ("a.tf", terraform, None),
        ("a.yaml", yaml.to_owned(), None),
    ] {
        let folder = Folder::new().with(name, &text);
        assert_eq!(folder.found(&[name]).len(), 1, "{name}");
        assert_eq!(folder.lint(&["--fix", name]).code, 0);
        assert_eq!(folder.read(name), mended.clone().unwrap_or(text), "{name}");
        let ran = folder.lint(&["--diff", name]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{name}");
    }
}
