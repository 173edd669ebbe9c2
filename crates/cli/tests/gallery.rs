//! The gallery: every folder of `policies` is whole, proves what it says and shows what sayso prints.
//!
//! `UPDATE=1 cargo test -p sayso-cli --test gallery` rewrites what is printed in the READMEs and
//! docs/gallery.md, and the index policies/README.md.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper may fail loudly"
)]

#[path = "support/console.rs"]
mod console;
#[path = "gallery/pages.rs"]
mod pages;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use console::command as sayso;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The examples' folders, by name.
fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("policies")).unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    assert!(folders.len() > 26);
    folders
}

fn file_name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The line that begins with `mark`, without it.
fn line<'t>(text: &'t str, mark: &str) -> &'t str {
    text.lines().find_map(|line| line.strip_prefix(mark)).unwrap_or_else(|| panic!("no line `{mark}…`"))
}

fn run(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn every_scenario_passes() {
    let (code, stdout, stderr) = run(sayso().args(["test", "policies"]).current_dir(root()));
    assert_eq!(code, 0, "{stdout}{stderr}");
    let (code, embedded, stderr) = run(sayso().args(["gallery", "--run"]));
    assert_eq!((code, stderr.as_str()), (0, ""), "{embedded}");
    // Both run the same tests, the one from files and the other from the binary.
    assert_eq!(stdout.lines().last(), embedded.lines().last());
}

#[test]
fn the_list_has_every_example_with_its_lesson() {
    let (code, text, _) = run(sayso().arg("gallery"));
    assert_eq!(code, 0);
    let (_, json, _) = run(sayso().args(["gallery", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let folders = folders();
    assert_eq!(json.as_array().unwrap().len(), folders.len());
    for (folder, listed) in folders.iter().zip(json.as_array().unwrap()) {
        let (slug, readme) = (file_name(folder), read(folder.join("README.md")));
        let lesson = line(&readme, "> ");
        assert!(
            text.lines().any(|line| line.starts_with(&format!("{slug} ")) && line.ends_with(lesson)),
            "{slug}"
        );
        assert_eq!((listed["slug"].as_str(), listed["lesson"].as_str()), (Some(&*slug), Some(lesson)));
    }
}

#[test]
fn a_story_comes_with_its_files_and_tests() {
    let (code, text, _) = run(sayso().args(["gallery", "notaction-trap"]));
    assert_eq!(code, 0);
    for part in ["# Everything except IAM", "  power-user.json\n", "passed ", " 0 failed"] {
        assert!(text.contains(part), "{part}");
    }
    let (code, json, _) = run(sayso().args(["gallery", "notaction-trap", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(code, 0);
    assert!(json["tests"].as_array().unwrap().iter().all(|test| test["passed"] == true));
    assert!(json["readme"].as_str().unwrap().starts_with("# "));
    let (code, text, _) = run(sayso().args(["gallery", "notaction-trap", "--run"]));
    assert_eq!((code, text.lines().count()), (0, 2), "{text}");
}

#[test]
fn an_unknown_name_is_answered_with_a_near_one() {
    let (code, stdout, stderr) = run(sayso().args(["gallery", "notaction"]));
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("`notaction-trap`") && stderr.contains("`sayso gallery`"), "{stderr}");
    let (code, _, stderr) = run(sayso().args(["gallery", "zzz"]));
    assert_eq!(code, 2);
    assert!(!stderr.contains("did you mean"), "{stderr}");
}

#[test]
fn files_are_copied_and_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let copy =
        |to: &str| run(sayso().args(["gallery", "pass-role", "--write", to]).current_dir(folder.path()));
    let (code, stdout, stderr) = copy("new/play");
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    let (code, stdout, _) = run(sayso().args(["test", "new/play"]).current_dir(folder.path()));
    assert_eq!(code, 0, "{stdout}");
    for entry in fs::read_dir(root().join("policies/pass-role")).unwrap() {
        let path = entry.unwrap().path();
        let copied = read(folder.path().join("new/play").join(path.file_name().unwrap()));
        // With UPDATE, the story on disk may be newer than the one in the binary.
        assert!(path.ends_with("README.md") || read(&path) == copied, "{}", path.display());
    }

    let (code, stdout, stderr) = copy("new/play");
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("not overwritten"), "{stderr}");
    // One file in the way is enough, and then none is written.
    fs::create_dir(folder.path().join("half")).unwrap();
    fs::write(folder.path().join("half/pass-role.test.yaml"), "mine").unwrap();
    assert_eq!(copy("half").0, 2);
    assert_eq!(fs::read_dir(folder.path().join("half")).unwrap().count(), 1);
    assert_eq!(read(folder.path().join("half/pass-role.test.yaml")), "mine");
    // A file in place of the folder.
    let (code, _, stderr) = copy("half/pass-role.test.yaml");
    assert_eq!(code, 2);
    assert!(stderr.contains("cannot write"), "{stderr}");
}

#[test]
fn usage_is_checked() {
    for arguments in [
        vec!["gallery", "--write", "x"],
        vec!["gallery", "pass-role", "--write", "x", "--run"],
        vec!["gallery", "pass-role", "--write", "x", "--format", "json"],
        vec!["gallery", "--format", "xml"],
    ] {
        assert_eq!(run(sayso().args(&arguments)).0, 2, "{arguments:?}");
    }
}
