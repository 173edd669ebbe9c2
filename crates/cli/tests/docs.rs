//! The sessions in README.md and docs/*.md are real: each command is run in the repository's root and
//! prints what the page shows. `UPDATE=1` rewrites the pages; read the difference before committing it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test helper may fail loudly")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const FENCE: &str = "```console\n";

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

/// Runs a command line as a reader would and prints it as a page shows it.
fn session(command: &str) -> String {
    assert!(command.starts_with("sayso "), "only sayso is run in docs: {command}");
    let binary = Path::new(env!("CARGO_BIN_EXE_sayso"));
    let path = env::join_paths([binary.parent().unwrap(), Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    let output =
        Command::new("sh").args(["-c", command]).env("PATH", path).current_dir(root()).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    let code = match output.status.code() {
        Some(0) => String::new(),
        code => format!("? {}\n", code.expect("the command was not killed")),
    };
    format!("$ {command}\n{code}{}\n", text.trim_end())
}

/// The page with every session run anew.
fn rerun(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, block)) = rest.split_once(FENCE) {
        let (block, after) = block.split_once("```\n").expect("a block of the page ends");
        let commands: Vec<String> =
            block.lines().filter_map(|line| line.strip_prefix("$ ")).map(session).collect();
        assert!(!commands.is_empty(), "a console block without a command:\n{block}");
        text += &format!("{before}{FENCE}{}```\n", commands.join("\n"));
        rest = after;
    }
    text + rest
}

#[test]
fn every_session_prints_what_the_page_shows() {
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let real = rerun(&page);
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
    assert_eq!(ci.trim_end().lines().last(), Some(*test_it), "CI runs the README's second command");
}
