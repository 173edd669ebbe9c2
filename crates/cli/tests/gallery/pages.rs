//! The examples' files: whole, in form, and as fresh as the program.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::{console, file_name, folders, line, read, root};

/// The only accounts that may appear.
const ACCOUNTS: [&str; 3] = ["111122223333", "123456789012", "444455556666"];

/// Compares a file with what it should be, or rewrites it.
fn expect(path: &Path, fresh: &str) {
    let written = fs::read_to_string(path).unwrap_or_default();
    if written == fresh {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, fresh).unwrap();
        return;
    }
    let at = written.lines().zip(fresh.lines()).take_while(|(old, new)| old == new).count();
    panic!(
        "{}:{}: stale; should be:\n  {}\nis:\n  {}\nrewrite with UPDATE=1 cargo test -p sayso-cli --test gallery",
        path.display(),
        at + 1,
        fresh.lines().nth(at).unwrap_or("(end)"),
        written.lines().nth(at).unwrap_or("(end)"),
    );
}

#[test]
fn every_example_is_whole() {
    for folder in folders() {
        let slug = file_name(&folder);
        let scenario = read(folder.join(format!("{slug}.test.yaml")));
        assert!(scenario.starts_with("name: "), "{slug}: the scenario has no name");
        assert!(scenario.contains("\ndescription: "), "{slug}: the scenario has no description");
        assert!(scenario.contains("expected: allowed"), "{slug}: nothing is allowed");
        assert!(["Deny", "denied"].iter().any(|it| scenario.contains(it)), "{slug}: nothing is denied");
        assert!(scenario.contains("sid: "), "{slug}: no statement is named");
        let entries: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
        let policies: Vec<&PathBuf> =
            entries.iter().filter(|path| path.extension().is_some_and(|it| it == "json")).collect();
        assert_eq!(entries.len(), policies.len() + 2, "{slug}: policies, a README and a scenario, no more");
        for policy in policies {
            let (name, text) = (file_name(policy), read(policy));
            assert!(scenario.contains(&name), "{slug}: the scenario does not use {name}");
            assert!(text.starts_with("{\n    \"Version\""), "{slug}/{name}: 4 spaces, and a version");
            let json: serde_json::Value = serde_json::from_str(&text).unwrap();
            for statement in json["Statement"].as_array().unwrap() {
                assert!(statement["Sid"].is_string(), "{slug}/{name}: a statement without Sid");
            }
        }
    }
}

#[test]
fn every_story_is_short_and_in_form() {
    for folder in folders() {
        let slug = file_name(&folder);
        let readme = read(folder.join("README.md"));
        assert!(readme.starts_with("# "), "{slug}: the README has no heading");
        assert!(line(&readme, "> ").len() <= 100, "{slug}: the lesson is too long for a list");
        for part in ["\n**What people expect.** ", "\n**What AWS does.** ", "\n```console\n$ sayso simulate "]
        {
            assert!(readme.contains(part), "{slug}: the README has no `{}`", part.trim());
        }
        assert_eq!(console::commands(&readme), 1, "{slug}: one command");
        let prose =
            readme.split("```").step_by(2).flat_map(str::lines).filter(|line| !line.is_empty()).count();
        assert!((8..=25).contains(&prose), "{slug}: {prose} lines of prose");
    }
}

#[test]
fn accounts_are_those_of_the_documentation() {
    for folder in folders() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            for word in read(&path).split(|character: char| !character.is_ascii_alphanumeric()) {
                if word.len() == 12
                    && word.bytes().all(|byte| byte.is_ascii_digit())
                    && word != "1234567890ab"
                {
                    assert!(ACCOUNTS.contains(&word), "{}: account {word}", path.display());
                }
            }
        }
    }
}

#[test]
fn sessions_show_what_is_printed() {
    for folder in folders() {
        let path = folder.join("README.md");
        expect(&path, &console::refresh(&read(&path), &folder));
    }
    let docs = root().join("docs/gallery.md");
    expect(&docs, &console::refresh(&read(&docs), &root()));
}

#[test]
fn the_index_is_complete() {
    let mut index = String::from(
        "# Gallery\n\nWhat people expect of IAM, what it does, and the lesson. Each folder is a story with its policies and a\n\
         scenario that proves it; [docs/gallery.md](../docs/gallery.md) tells how to read, run and add one.\n\n\
         | example | lesson |\n|---|---|\n",
    );
    for folder in folders() {
        let (slug, readme) = (file_name(&folder), read(folder.join("README.md")));
        let lesson = line(&readme, "> ").replace('|', "\\|");
        let _ = writeln!(index, "| [{slug}]({slug}/README.md) | {lesson} |");
    }
    expect(&root().join("policies/README.md"), &index);
}
