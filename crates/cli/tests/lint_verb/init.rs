//! `sayso init`, and the files that this repository has for others.

use super::{Folder, ROLE, run};

const FILES: [(&str, &str); 4] = [
    ("config", "sayso.toml"),
    ("pre-commit", ".pre-commit-config.yaml"),
    ("github", ".github/workflows/sayso.yml"),
    ("gitlab", ".gitlab-ci.yml"),
];

#[test]
fn each_file_is_written_once() {
    for (word, file) in FILES {
        let folder = Folder::new();
        let init = |arguments: &[&str]| run(folder.path(), &[&["init", word], arguments].concat(), "");
        let ran = init(&[]);
        assert_eq!((ran.code, ran.out), (0, format!("wrote {file}\n")));
        let text = folder.read(file);
        std::fs::write(folder.path().join(file), "mine").unwrap();
        let ran = init(&[]);
        assert_eq!((ran.code, ran.out.as_str(), folder.read(file).as_str()), (2, "", "mine"));
        assert!(
            ran.err.starts_with(&format!("sayso: `{file}` exists and is not overwritten")),
            "{}",
            ran.err
        );
        assert_eq!(init(&["--print"]).out, format!("# {file}\n{text}"));
        assert_eq!(folder.read(file), "mine");
        assert_eq!(init(&["--force"]).code, 0);
        assert_eq!(folder.read(file), text);
    }
}

#[test]
fn all_are_written_or_none() {
    let folder = Folder::new().with(".gitlab-ci.yml", "mine");
    assert_eq!(run(folder.path(), &["init", "config", "gitlab"], "").code, 2);
    assert!(!folder.path().join("sayso.toml").exists());
    let ran = run(folder.path(), &["init", "config", "github", "config"], "");
    assert_eq!(ran.out, "wrote sayso.toml\nwrote .github/workflows/sayso.yml\n");
}

#[test]
fn the_settings_are_good_as_they_are_and_with_every_line_in_force() {
    let folder = Folder::new().with("role.json", ROLE);
    assert_eq!(run(folder.path(), &["init"], "").code, 0);
    assert_eq!(folder.found(&[]).len(), 2);
    let settings: String = folder.read("sayso.toml").lines().map(|line| uncommented(line) + "\n").collect();
    let folder = folder.with("sayso.toml", settings);
    let ran = folder.lint_all(&["--select", "all"]);
    assert!(ran.code < 2, "{}", ran.err);
}

/// A line that is a setting in a comment without its mark.
fn uncommented(line: &str) -> String {
    let setting = line.strip_prefix("# ").filter(|it| it.contains(" = ") || it.starts_with('['));
    setting.unwrap_or(line).to_owned()
}
