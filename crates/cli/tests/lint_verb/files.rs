//! Which files are looked at, and how the run ends.

use super::{BUCKET, CODES, FINE, Folder, ROLE, findings, project, run};

#[test]
fn folders_are_walked_in_order_and_files_named_are_read() {
    let all = ["policies/org/bucket.json:4 INVALID_USER_REFERENCE", "policies/role.json:5 EMPTY_SID_VALUE"];
    let role = "policies/role.json:6 MISSING_EFFECT";
    let project = project();
    for (arguments, expected) in [
        (&[][..], vec![all[0], all[1], role]),
        (&["policies"], vec![all[0], all[1], role]),
        (&["./policies/"], vec![all[0], all[1], role]),
        (&["policies/role.json", "policies"], vec![all[1], role, all[0]]),
        (&["policies/org", "policies/fine.json"], vec![all[0]]),
    ] {
        assert_eq!(project.found(arguments), expected, "{arguments:?}");
    }
    let absolute = project.path().join("policies/org");
    assert!(
        project.found(&[absolute.to_str().unwrap()])[0]
            .ends_with("policies/org/bucket.json:4 INVALID_USER_REFERENCE")
    );
}

#[test]
fn what_is_hidden_ignored_or_no_policy_is_passed_over() {
    let folder = Folder::new()
        .with(".git/HEAD", "")
        .with(".gitignore", "built/\n")
        .with("built/role.json", ROLE)
        .with(".hidden/role.json", ROLE)
        .with("notes.txt", ROLE)
        .with("package.json", r#"{"name": "Statement"}"#)
        .with("tsconfig.json", "{ // a comment\n }")
        .with("empty.json", "")
        .with("list.yaml", "- a\n")
        .with("utf16.json", [0xff, 0xfe, b'{', 0])
        .with("fine.json", FINE);
    let ran = folder.lint(&[]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "no findings in 1 policy\n"), "{}", ran.err);
    assert_eq!(ran.err, "sayso: passed over utf16.json:1:1: the text is UTF-16\n");
    assert_eq!(folder.found(&["built/role.json"]).len(), 2, "named, it is read");
}

#[test]
fn a_file_that_cannot_be_read_ends_with_2_and_the_rest_is_checked() {
    let folder = project().with("broken.json", "{\"a\": \n").with("policies/cut.json", "{\"Statement\": [\n");
    for (arguments, place) in [
        (&["broken.json", "policies/role.json"][..], "broken.json:2:1: error[JSON_SYNTAX_ERROR]"),
        (&["policies"], "policies/cut.json:2:1: error[JSON_SYNTAX_ERROR]"),
        (
            &["nowhere.json", "policies/role.json"],
            "sayso: cannot read `nowhere.json`: no such file or directory",
        ),
    ] {
        let ran = folder.lint(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.err.starts_with(place), "{arguments:?}: {}", ran.err);
        assert!(ran.out.contains("policies/role.json:6:5: error[MISSING_EFFECT]"), "{}", ran.out);
        assert_eq!(folder.lint(&[arguments, &["--exit-zero"]].concat()).code, 2);
    }
    let ran = folder.lint(&["nowhere.json"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (2, "", 1), "{}", ran.err);
    let ran = folder.lint(&["--hook", "broken.json", "policies/fine.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "a hook names files that are no policies");
}

#[test]
fn the_bar_decides_between_0_and_1() {
    let project = project().with("bucket.json", BUCKET);
    for (arguments, code) in [
        (&["policies"][..], 1),
        (&["policies", "--exit-zero"], 0),
        (&["policies", "--ignore", "MISSING_EFFECT"], 0),
        (&["bucket.json"], 0),
        (&["bucket.json", "--fail-on", "warning"], 1),
        (&["bucket.json", "--fail-on", "suggestion"], 1),
        (&["bucket.json", "--fail-on", "error"], 0),
        (&["policies", "--fail-on", "never"], 0),
        (&["policies/fine.json", "--fail-on", "suggestion"], 0),
        (&["policies", "--type", "bucket"], 2),
        (&["policies", "--select", "NO_SUCH_RULE"], 2),
        (&["policies", "--known-account", "1234"], 2),
        (&["policies", "-"], 2),
        (&["policies", "--unsafe-fixes"], 2),
    ] {
        assert_eq!(project.lint(arguments).code, code, "{arguments:?}");
    }
}

#[test]
fn standard_input_has_the_name_that_is_given() {
    let folder = Folder::new();
    let lint = |arguments: &[&str], input: &str| {
        run(
            folder.path(),
            &[&["lint", "-", "--format", "json", "--select", CODES], arguments].concat(),
            input,
        )
    };
    assert_eq!(findings(&lint(&[], BUCKET)), ["<stdin>:4 INVALID_USER_REFERENCE"]);
    let named = ["--stdin-filename", "org/bucket.json"];
    assert_eq!(findings(&lint(&named, BUCKET)), ["org/bucket.json:4 INVALID_USER_REFERENCE"]);
    assert_eq!(lint(&named, "{").code, 2);
}

#[test]
fn the_type_can_be_given() {
    let folder = Folder::new().with("scp.json", FINE);
    for (word, expected) in [("scp", "scp"), ("identity", "identity"), ("trust", "trust")] {
        let ran =
            folder.lint_all(&["--type", word, "--format", "json", "--select", "all", "--fail-on", "never"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for finding in super::json(&ran)["findings"].as_array().unwrap() {
            assert_eq!(finding["policyType"], expected);
        }
    }
    let ran = folder.lint_all(&["--type", "resource", "--format", "concise"]);
    assert!(ran.out.contains("error[MISSING_PRINCIPAL]"), "{}{}", ran.out, ran.err);
}

#[test]
fn many_files_are_told_in_order() {
    let mut folder = Folder::new();
    for number in 0..600 {
        folder = folder.with(&format!("{number:03}.json"), ROLE);
    }
    let found = folder.found(&["--select", "MISSING_EFFECT"]);
    let expected: Vec<String> = (0..600).map(|number| format!("{number:03}.json:6 MISSING_EFFECT")).collect();
    let found: Vec<&String> = found.iter().filter(|it| it.ends_with("MISSING_EFFECT")).collect();
    assert!(found.into_iter().eq(&expected));
}

#[test]
fn other_formats_have_policies_too_and_what_is_dynamic_is_told() {
    let terraform = "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({\n    Version = \"2012-10-17\"\n    \
                     Statement = [{ Sid = \"\", Effect = \"Allow\", Action = \"s3:GetObject\", Resource = \"*\" }]\n  })\n}\n\
                     resource \"aws_iam_policy\" \"q\" {\n  policy = local.policy\n}\n";
    let folder = Folder::new().with("main.tf", terraform);
    let ran = folder.lint(&["--format", "json", "--select", "NOT_STATIC"]);
    assert_eq!(findings(&ran), ["main.tf:4 EMPTY_SID_VALUE", "main.tf:8 NOT_STATIC"]);
    let finding = &super::json(&ran)["findings"][0];
    assert_eq!(finding["pointer"], "aws_iam_policy.p.policy/Statement/0/Sid");
    assert!(finding["policy"].as_str().unwrap().starts_with("aws_iam_policy.p"));
    let settings =
        "[[lint.ignore-at]]\npath = 'main.tf'\ncode = '*'\npointer = 'aws_iam_policy.p.policy/Statement/0'\n";
    assert!(folder.with("sayso.toml", settings).found(&[]).is_empty());
    let broken =
        Folder::new().with("a.tf", "resource \"aws_iam_policy\" {\n  Statement = [\n").with("b.json", FINE);
    let ran = broken.lint(&[]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with("sayso: passed over a.tf:"), "{}", ran.err);
    assert_eq!(broken.lint(&["a.tf"]).code, 2);
}
