//! The questions of whole accounts on the command line: cells are single answers, broken input is told and the
//! rest answered.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[allow(dead_code, reason = "the sessions of the docs use the rest")]
#[path = "support/console.rs"]
mod console;

use std::path::Path;

const ALL: [&str; 6] = [
    "--account",
    "tests/accounts/shop/accounts",
    "--org",
    "tests/accounts/shop/organization",
    "--resource-policies",
    "tests/accounts/shop/resources",
];

/// Exit code, standard output, standard error.
fn run(arguments: &[&str], files: &[&str]) -> (i32, String, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = console::command().args(arguments).args(files).current_dir(root).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn every_cell_of_a_matrix_is_what_can_answers() {
    let (actions, resource) =
        (["s3:GetObject", "sts:AssumeRole", "iam:CreateUser"], "arn:aws:s3:::shop-reports/x");
    for named in [None, Some(resource)] {
        let mut arguments = vec!["matrix", "--format", "csv"];
        arguments.extend(actions.iter().flat_map(|action| ["--action", *action]));
        arguments.extend(named.iter().flat_map(|resource| ["--resource", *resource]));
        let (code, table, _) = run(&arguments, &ALL);
        assert_eq!(code, 0);
        for line in table.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            for (action, cell) in actions.iter().zip(&cells[1..]) {
                let mut arguments = vec!["can", cells[0], *action];
                arguments.extend(named);
                arguments.extend(["--format", "csv"]);
                let (_, answer, _) = run(&arguments, &ALL);
                assert!(answer.trim_end().ends_with(cell), "{arguments:?}: {answer} {cell}");
            }
        }
    }
}

#[test]
fn answers_of_all_are_the_same_for_any_number_of_threads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files = ALL.map(|argument| argument.replace("shop", "made"));
    for verb in [["what-can", "--all"], ["who-can", "s3:GetObject"], ["matrix", "--action=s3:GetObject"]] {
        for format in ["text", "json", "csv"] {
            let with = |threads: &str| {
                let mut command = console::command();
                command.args(verb).args(["--format", format]).args(&files).env("RAYON_NUM_THREADS", threads);
                let output = command.current_dir(&root).output().unwrap();
                assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
                output.stdout
            };
            let one = with("1");
            assert!(one.len() > 1_000, "{verb:?} {format}");
            assert!(one == with("2"), "{verb:?} {format}");
            if format == "json" {
                assert!(serde_json::from_slice::<serde_json::Value>(&one).is_ok(), "{verb:?}");
            }
        }
    }
}

#[test]
fn output_does_not_hang_on_the_number_of_threads() {
    let arguments = ["who-can", "s3:GetObject", "--format", "json"];
    let (_, first, _) = run(&arguments, &ALL);
    assert_eq!(run(&arguments, &ALL).1, first);
    let (_, page, _) = run(&["matrix", "--action", "s3:GetObject", "--format", "html"], &ALL);
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n") && !page.contains("http"));
}

#[test]
fn broken_input_is_told_with_its_place_and_the_rest_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("half.json");
    std::fs::write(&broken, "{\"UserDetailList\": [").unwrap();
    let broken = broken.to_str().unwrap();
    let files = ["--account", broken, "--account", "tests/accounts/shop/accounts"];
    let (code, answer, told) = run(&["can", "ana", "iam:ListUsers"], &files);
    assert_eq!(code, 2);
    assert!(answer.starts_with("DENIED"), "{answer}");
    assert!(told.contains("half.json:1:21"), "{told}");
    let (code, answer, told) = run(&["who-can", "iam:ListUsers"], &["--account", broken]);
    assert_eq!((code, answer.as_str()), (2, ""));
    assert!(told.contains("no user and no role"), "{told}");
}

#[test]
fn names_of_nobody_are_told_with_the_nearest() {
    let (code, _, told) = run(&["can", "anna", "iam:ListUsers"], &ALL);
    assert_eq!(
        (code, told.as_str()),
        (2, "sayso: no user or role is named `anna`; did you mean `user/ana`?\n")
    );
}

#[test]
fn a_misspelt_action_is_answered_with_a_warning() {
    for arguments in [&["can", "user/ana", "s3:GetObjct"][..], &["who-can", "s3:GetObjct"]] {
        let (_, _, warning) = run(arguments, &ALL);
        assert!(warning.starts_with("warning: ") && warning.contains("`s3:GetObject`"), "{warning}");
    }
}

#[test]
fn a_chain_of_roles_stops_where_one_cannot_be_assumed() {
    let chain = |roles: &[&str]| {
        let mut arguments = vec!["can", "ana", "iam:CreateUser", "--format", "csv", "--mfa", "true"];
        arguments.extend(roles.iter().flat_map(|role| ["--as", *role]));
        run(&arguments, &ALL)
    };
    let (code, answer, _) = chain(&["role/Deploy", "role/Admin"]);
    assert_eq!((code, answer.lines().count()), (0, 3), "{answer}");
    let (code, answer, _) = chain(&["role/Admin", "role/Deploy"]);
    assert_eq!((code, answer.lines().count()), (1, 1), "{answer}");
}

#[test]
fn who_is_in_no_dump_is_answered_as_far_as_the_files_tell() {
    let (reports, ci) = ("arn:aws:s3:::shop-reports/q3.csv", "arn:aws:iam::123456789012:role/ci/CI");
    for (who, action, resource, more, code, said) in [
        (
            "arn:aws:iam::111122223333:role/Partner",
            "s3:GetObject",
            reports,
            &["--context", "aws:SecureTransport=true"][..],
            1,
            "DENIED",
        ),
        (
            "arn:aws:iam::123456789012:root",
            "s3:GetObject",
            reports,
            &["--context", "aws:SecureTransport=true"],
            0,
            "ALLOWED",
        ),
        ("ec2.amazonaws.com", "sts:AssumeRole", "arn:aws:iam::123456789012:role/App", &[], 0, "ALLOWED"),
        ("lambda.amazonaws.com", "sts:AssumeRole", "arn:aws:iam::123456789012:role/App", &[], 1, "DENIED"),
        ("anonymous", "s3:GetObject", reports, &["--context", "aws:SecureTransport=true"], 1, "DENIED"),
        (
            "arn:aws:iam::123456789012:root",
            "s3:GetObject",
            ci,
            &["--as", "role/ci/CI", "--mfa", "true"],
            1,
            "",
        ),
    ] {
        let arguments = [&["can", who, action, resource][..], more].concat();
        let (found, answer, told) = run(&arguments, &ALL);
        assert_eq!(found, code, "{who}: {answer}{told}");
        assert!(answer.starts_with(said), "{who}: {answer}");
    }
    let (code, _, told) = run(&["can", "ec2.amazonaws.com", "s3:GetObject"], &ALL);
    assert_eq!(code, 2);
    assert!(told.contains("`ec2.amazonaws.com` is in no dump: name the resource"), "{told}");
    let (code, _, told) = run(&["can", "arn:aws:iam::123456789012:user/anna", "s3:GetObject", reports], &ALL);
    assert_eq!(code, 2);
    assert!(told.contains("did you mean `arn:aws:iam::123456789012:user/ana`?"), "{told}");
}

#[test]
fn a_caller_of_another_account_depends_on_what_that_allows() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("resources.json");
    let statement = r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::shared/*"}"#;
    std::fs::write(&file, format!(r#"{{"arn:aws:s3:::shared": {{"Statement": {statement}}}}}"#)).unwrap();
    let files = ["--account", "tests/accounts/shop/accounts", "--resource-policies", file.to_str().unwrap()];
    let ask = |who: &str, more: &[&str]| {
        run(&[&["can", who, "s3:GetObject", "arn:aws:s3:::shared/x"], more].concat(), &files)
    };
    let partner = "arn:aws:iam::111122223333:role/Partner";
    let (code, answer, _) = ask(partner, &[]);
    assert_eq!(code, 3, "{answer}");
    assert!(answer.contains("sayso:CallerAccountAllows   allowed with true"), "{answer}");
    assert!(answer.contains("no dump of account 111122223333 was given"), "{answer}");
    assert_eq!(ask(partner, &["--context", "sayso:CallerAccountAllows=true"]).0, 0);
    assert_eq!(ask("arn:aws:iam::111122223333:root", &[]).0, 0);
}
