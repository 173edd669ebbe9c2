//! docs/semantics.md has every rule that code and cases cite, with AWS's page and the cases that hold it.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking; `allow-…-in-tests` covers test functions only"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Letters of rules; a rule has two digits and perhaps a small letter.
const LETTERS: &str = "GARPCEKMO";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn document() -> String {
    fs::read_to_string(root().join("docs/semantics.md")).unwrap()
}

/// The rows of tables that begin with a rule: its number and the other columns.
fn rows(document: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut rows = BTreeMap::new();
    for line in document.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")) {
        let mut columns = line.split(" | ");
        let rule = columns.next().unwrap();
        if rules(rule).collect::<Vec<_>>() == [rule] {
            assert!(rows.insert(rule, columns.collect()).is_none(), "{rule} has two rows");
        }
    }
    rows
}

/// The rules that a text cites.
fn rules(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| match word.as_bytes() {
        [letter, tens, ones, rest @ ..] => {
            LETTERS.as_bytes().contains(letter)
                && tens.is_ascii_digit()
                && ones.is_ascii_digit()
                && matches!(rest, [] | [b'a'..=b'z'])
        }
        _ => false,
    })
}

/// Every file below a folder with this extension.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read_cases(path: &Path) -> Vec<Value> {
    let cases: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    cases.as_array().unwrap().clone()
}

/// The files of cases for each rule, as the document names them.
fn cases() -> BTreeMap<String, BTreeSet<String>> {
    let mut cases = BTreeMap::<String, BTreeSet<String>>::new();
    for case in read_cases(&root().join("tests/vectors/decisions.json")) {
        cases.entry(case["rule"].as_str().unwrap().to_owned()).or_default().insert("vectors".to_owned());
    }
    for path in files(&root().join("tests/cases/decide"), "json") {
        let name = path.file_stem().unwrap().to_str().unwrap();
        for case in read_cases(&path) {
            let id = case["id"].as_str().unwrap();
            let rule = id.split('-').next().unwrap();
            cases.entry(rule.to_owned()).or_default().insert(name.to_owned());
        }
    }
    cases
}

#[test]
fn every_rule_cited_in_the_code_is_there() {
    let document = document();
    let rows = rows(&document);
    let mut cited = 0;
    for folder in ["crates/core", "crates/catalog", "crates/cli", "xtask"] {
        for path in files(&root().join(folder), "rs") {
            let text = fs::read_to_string(&path).unwrap();
            for (number, line) in (1..).zip(text.lines()) {
                let Some((_, comment)) = line.split_once("//") else { continue };
                for rule in rules(comment) {
                    cited += 1;
                    assert!(rows.contains_key(rule), "{}:{number}: no rule {rule}", path.display());
                }
            }
        }
    }
    assert!(cited > 100, "only {cited} citations found");
}

#[test]
fn every_rule_of_a_case_is_there_and_names_its_cases() {
    let document = document();
    let rows = rows(&document);
    let cases = cases();
    for rule in cases.keys() {
        assert!(rows.contains_key(rule.as_str()), "no rule {rule}: {:?}", cases[rule]);
    }
    let decided = |name: &&str| !["parse", "messages"].contains(name);
    for (rule, columns) in rows.iter().filter(|(rule, _)| !rule.starts_with('O')) {
        let column = columns.last().unwrap();
        assert!(!column.is_empty(), "{rule}: neither cases nor why there are none");
        let named: BTreeSet<&str> = column.split('`').skip(1).step_by(2).filter(decided).collect();
        let held = cases.get(*rule).into_iter().flatten().map(String::as_str).collect();
        assert_eq!(named, held, "{rule}: named in the document, and found");
    }
}

#[test]
fn every_rule_has_a_page_of_aws_and_every_open_question_a_rule() {
    let document = document();
    let rows = rows(&document);
    for (rule, columns) in &rows {
        if rule.starts_with('O') {
            let of: Vec<&str> = rules(columns[0]).collect();
            assert!(!of.is_empty() && of.iter().all(|of| rows.contains_key(of)), "{rule} is of {of:?}");
            continue;
        }
        let pages: Vec<&str> = columns[1].split(", ").filter(|page| page.starts_with('[')).collect();
        // The shape of AWS's checks is in the model of a preview API, on no page.
        assert!(!pages.is_empty() || *rule == "M07", "{rule} has no page");
        for page in pages {
            let listed = document.contains(&format!("\n- {page}: "));
            let addressed = document.contains(&format!("\n{page}: https://docs.aws.amazon.com/"));
            assert!(listed && addressed, "{rule}: the page {page} has no name or no address");
        }
    }
    assert_eq!(rows.keys().filter(|rule| rule.starts_with('O')).count(), 34);
}
