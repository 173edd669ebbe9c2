//! Which files run, and in which format they are read.

use super::{Folder, repository, run};

const PASSES: &str = "{principal: anonymous, action: 's3:GetObject', expected: denied}\n";
const LINE: &str = r#"{"principal": "anonymous", "action": "s3:GetObject", "expected": "denied"}"#;

#[test]
fn folders_are_walked_for_test_files() {
    let folder = Folder::new()
        .with("b.test.yml", PASSES)
        .with("a/z.test.yaml", PASSES)
        .with("a/b/c.test.json", LINE)
        .with("a/other.yaml", PASSES)
        .with(".hidden/a.test.yaml", PASSES)
        .with("a/.a.test.yaml", PASSES)
        .with("target/a.test.yaml", PASSES)
        .with("a/node_modules/a.test.yaml", PASSES);
    let ran = folder.run(&["-v"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let order = ["a/b/c.test.json:1:1", "a/z.test.yaml:1:1", "b.test.yml:1:1"];
    let found: Vec<&str> = ran.out.lines().filter_map(|line| line.split(": passed").next()).take(3).collect();
    assert_eq!(found, order);
    assert_eq!(ran.last_line(), "3 passed, 0 failed");
    // Twice named is run once; what is named may have any name.
    assert_eq!(folder.run(&["a", "a/z.test.yaml", "a/other.yaml", "./a"]).last_line(), "3 passed, 0 failed");
    assert_eq!(folder.run(&["target"]).last_line(), "1 passed, 0 failed");
}

#[test]
fn patterns_are_matched_below_their_fixed_part() {
    let folder = Folder::new()
        .with("t/a.yaml", PASSES)
        .with("t/u/b.yaml", PASSES)
        .with("t/u/c.json", LINE)
        .with("t/[x].yaml", PASSES);
    for (pattern, count) in [
        ("t/*.yaml", 2),
        ("t/**/*.yaml", 3),
        ("./t/**/*.{yaml,json}", 4),
        ("**/b.y?ml", 1),
        ("t/[x].yaml", 1),
    ] {
        assert_eq!(folder.run(&[pattern]).last_line(), format!("{count} passed, 0 failed"), "{pattern}");
    }
    let absolute = format!("{}/t/u/*.yaml", folder.path().display());
    assert_eq!(folder.run(&[&absolute]).last_line(), "1 passed, 0 failed");
}

#[test]
fn a_path_that_leads_nowhere_is_an_error_and_the_rest_runs() {
    let folder = Folder::new().with("a.yaml", PASSES).with("empty/readme.md", "");
    for (path, message) in [
        ("b.yaml", "cannot read `b.yaml`: no such file"),
        ("empty", "no test file in `empty`: names there end in `.test.yaml`"),
        ("*.yml", "no file matches `*.yml`"),
        ("[", "is no pattern"),
    ] {
        let ran = folder.run(&["a.yaml", path]);
        assert_eq!((ran.code, ran.last_line()), (2, "1 passed, 0 failed, 1 unreadable"), "{path}");
        assert!(ran.err.contains(message), "{}", ran.err);
    }
    let ran = folder.run(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no test file in `.`"), "{}", ran.err);
}

#[test]
fn policies_are_found_from_the_file_that_names_them() {
    let case = "{principal: 'arn:aws:iam::123456789012:user/u', action: 's3:GetObject', resource: 'arn:aws:s3:::logs/a', \
                policies: {identity: ../role.json}, expected: allowed}";
    let folder = Folder::new().with("role.json", super::ROLE).with("t/a.test.yaml", case);
    assert_eq!(folder.run(&[]).code, 0);
    assert_eq!(run(&folder.path().join("t"), &["a.test.yaml"], "").code, 0);
    // Cases from standard input name them from the current folder.
    assert_eq!(run(folder.path(), &["-"], &case.replace("../", "")).code, 0);
    let ran = folder.run(&["--max-bytes", "100"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("error[DOCUMENT_TOO_LARGE]"), "{}", ran.err);
    let ran = run(folder.path(), &["-"], &case.replace("../role.json", "'-'"));
    assert!(ran.err.contains("a case cannot read a policy from standard input"), "{}", ran.err);
}

#[test]
fn standard_input_may_be_in_any_format() {
    let lines = format!("{LINE}\n\n{LINE}\n");
    for (input, count) in [
        (PASSES, 1),
        (LINE, 1),
        (&lines, 2),
        (&format!("[{LINE},\n{LINE}]"), 2),
        ("- principal: anonymous\n  action: s3:A\n  expected: denied\n", 1),
    ] {
        let ran = run(&repository(), &["-"], input);
        assert_eq!(ran.last_line(), format!("{count} passed, 0 failed"), "{input}{}", ran.err);
    }
    // What is neither is told as the JSON that it looks like.
    let ran = run(&repository(), &["-"], "{\"a\": [}");
    assert!(ran.err.starts_with("<stdin>:1:8: error[JSON_SYNTAX_ERROR]"), "{}", ran.err);
}

#[test]
fn json_lines_keep_the_lines_of_the_file() {
    let text =
        format!("\u{feff}{LINE}\r\n\n{{\"principal\":\n  {}\n{LINE}\n", LINE.replace("denied", "allowed"));
    for name in ["a.jsonl", "a.json"] {
        let ran = Folder::new().with(name, &text).run(&[name]);
        assert_eq!((ran.code, ran.last_line()), (2, "2 passed, 1 failed, 1 unreadable"), "{}", ran.err);
        assert!(ran.out.starts_with(&format!("{name}:4:3: FAILED")), "{}", ran.out);
        assert!(ran.err.starts_with(&format!("{name}:3:14: error[JSON_SYNTAX_ERROR]")), "{}", ran.err);
        assert!(ran.err.contains("opened at 3:1"), "{}", ran.err);
    }
}

#[test]
fn each_document_of_a_stream_counts_up_to_the_first_fault() {
    let text =
        format!("{PASSES}---\n# nothing\n---\n- {PASSES}- {PASSES}...\n---\ntests: [{PASSES}]\n---\na: [");
    let ran = Folder::new().with("a.yaml", text).run(&["a.yaml"]);
    assert_eq!((ran.code, ran.last_line()), (2, "4 passed, 0 failed, 1 unreadable"), "{}", ran.err);
}
