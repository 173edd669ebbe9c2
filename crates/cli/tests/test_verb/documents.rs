//! docs/scenarios.md says what is so.

use std::fs;

use super::{repository, run};

#[test]
fn the_worked_example_is_a_file_that_passes() {
    let page = fs::read_to_string(repository().join("docs/scenarios.md")).unwrap();
    let example = fs::read_to_string(repository().join("tests/cases/scenarios/app-role.test.yaml")).unwrap();
    assert!(page.contains(&format!("```yaml\n{example}```\n")), "docs/scenarios.md shows another example");
    let ran = run(&repository(), &["tests/cases/scenarios/app-role.test.yaml"], "");
    assert_eq!((ran.code, ran.last_line()), (0, "7 passed, 0 failed"), "{}{}", ran.out, ran.err);
}

#[test]
fn all_samples_pass() {
    let ran = run(&repository(), &["tests/cases", "tests/cases/scenarios/*.jsonl"], "");
    assert_eq!((ran.code, ran.last_line()), (0, "15 passed, 0 failed"), "{}{}", ran.out, ran.err);
}

#[test]
fn help_names_the_files_and_the_exit_codes() {
    let ran = run(&repository(), &["--help"], "");
    for words in
        ["*.test.yaml", "--format junit -o report.xml", "Exit codes: 0 all passed, 1", "tests/**/*.yaml"]
    {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
}
