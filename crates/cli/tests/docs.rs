//! The sessions in README.md and docs/*.md are real: each command is run in the repository's root and
//! prints what the page shows. `UPDATE=1` rewrites the pages; read the difference before committing it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test helper may fail loudly")]

#[allow(dead_code, reason = "the gallery's tests count commands, too")]
#[path = "support/console.rs"]
mod console;

use std::path::{Path, PathBuf};
use std::{env, fs};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn pages() -> Vec<PathBuf> {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        docs.filter(|path| path.extension().is_some_and(|ext| ext == "md")).collect();
    pages.extend(["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"].map(|name| root().join(name)));
    pages.sort();
    pages
}

#[test]
fn every_session_prints_what_the_page_shows() {
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let real = console::refresh(&page, &root());
        if env::var_os("UPDATE").is_some() {
            fs::write(&path, &real).unwrap();
        } else if page != real {
            let line = page.lines().zip(real.lines()).position(|(shown, real)| shown != real).unwrap_or(0);
            let (shown, real) = (page.lines().nth(line), real.lines().nth(line));
            panic!("{}:{}: the page shows {shown:?}, sayso prints {real:?}", path.display(), line + 1);
        }
    }
}

#[test]
fn the_two_commands_of_the_readme_are_the_ones_that_are_tested() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let commands: Vec<&str> =
        readme.split("```sh\n").skip(1).map(|block| block.split_once("\n```").unwrap().0).collect();
    let [try_it, test_it] = commands.as_slice() else { panic!("{commands:?}") };
    let try_it = try_it.strip_prefix("cargo run --release --bin sayso --").unwrap();
    assert!(readme.contains(&format!("$ sayso{try_it}\n")), "the first command's output is shown");
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(ci.lines().any(|line| line == *test_it), "CI runs the README's second command");
}
