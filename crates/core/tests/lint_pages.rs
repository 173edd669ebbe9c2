//! Every rule's page: its examples are linted, its codes are Access Analyzer's, the index lists it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test helper may fail loudly")]

mod support {
    pub(crate) mod page;
}

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sayso::lint::{self, Options, Origin, Rule};
use sayso::{Diagnostic, Limits, PolicyDocument, Severity, Source};

use support::page::{Example, Page};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn found(example: &Example, code: &str) -> Vec<Diagnostic> {
    let source = Source::new(format!("{code}.md"), example.text.clone());
    let document = PolicyDocument::parse(&source, &Limits::default());
    let options = Options { attachment: example.attachment, ..Options::default() };
    lint::check(&document, example.policy_type, &options)
}

fn listed(diagnostics: &[Diagnostic]) -> String {
    let lines: Vec<String> = diagnostics.iter().map(|finding| format!("\n  {finding}")).collect();
    lines.concat()
}

#[test]
fn each_page_says_what_its_rule_finds_with_an_example_that_fails_and_one_that_passes() {
    let mut wrong = String::new();
    for rule in lint::rules() {
        let page = Page::read(rule.page);
        let mut complain = |what: String| wrong.extend(["\n", rule.code, ": ", &what]);
        if page.title != rule.code {
            complain(format!("its page has the title {}", page.title));
        }
        if !page.summary.ends_with('.') || page.summary.len() > 110 {
            complain(format!("its first paragraph is one sentence on one line: {}", page.summary));
        }
        if page.fails.is_empty() || page.passes.is_empty() {
            complain("its page has no examples".into());
        }
        for example in &page.fails {
            let found = found(example, rule.code);
            if !found.iter().any(|finding| finding.code == rule.code) {
                complain(format!("not found in\n{}\nbut{}", example.text, listed(&found)));
            }
        }
        for example in &page.passes {
            let found = found(example, rule.code);
            let unwanted =
                |finding: &&Diagnostic| finding.code == rule.code || finding.severity == Severity::Error;
            if found.iter().any(|finding| unwanted(&finding)) {
                complain(format!("what passes does not:\n{}{}", example.text, listed(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A safe fix mends the finding and leaves a policy that is read as before but for it.
#[test]
fn what_a_fix_makes_of_an_example_no_longer_has_the_finding() {
    for rule in lint::rules() {
        for example in Page::read(rule.page).fails {
            for finding in found(&example, rule.code) {
                let Some(fix) = finding.fix.as_ref().filter(|_| finding.code == rule.code) else { continue };
                let mut text = example.text.clone();
                let mut edits = fix.edits.clone();
                edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
                for edit in edits {
                    text.replace_range(edit.span.range(), &edit.replacement);
                }
                let mended = Example { text, ..example.clone() };
                let left = self::found(&mended, rule.code);
                let count = |list: &[Diagnostic]| list.iter().filter(|other| other.code == rule.code).count();
                let before = count(&self::found(&example, rule.code));
                assert!(
                    count(&left) < before,
                    "{}: {} gives\n{}{}",
                    rule.code,
                    fix.title,
                    mended.text,
                    listed(&left)
                );
            }
        }
    }
}

fn access_analyzer() -> BTreeMap<String, String> {
    let text = fs::read_to_string(repository().join("tests/lint/access-analyzer-codes.tsv")).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| row.split_once('\t').unwrap()).map(|(level, code)| (code.into(), level.into())).collect()
}

#[test]
fn every_code_of_access_analyzer_has_a_rule_of_its_severity() {
    let index = fs::read_to_string(repository().join("docs/rules/README.md")).unwrap();
    let undecided: BTreeSet<&str> = index
        .split_once("## Not decided")
        .unwrap()
        .1
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(code, _)| code)
        .collect();
    assert!(undecided.len() <= 5, "{undecided:?}");
    let codes = access_analyzer();
    let severity = |rule: &Rule| rule.severity.as_str().to_uppercase().replace(' ', "_");
    let wrong: Vec<String> = codes
        .iter()
        .filter_map(|(code, level)| match lint::rule(code) {
            Some(rule) if severity(rule) != *level => Some(format!("{code} is {level}")),
            Some(rule) if rule.origin == Origin::Sayso => Some(format!("{code} is AWS's")),
            None if !undecided.contains(code.as_str()) => Some(format!("{code} has no rule")),
            _ => None,
        })
        .collect();
    let strange: Vec<&str> = lint::rules()
        .filter(|rule| rule.origin != Origin::Sayso && !codes.contains_key(rule.code))
        .map(|rule| rule.code)
        .collect();
    assert!(wrong.is_empty() && strange.is_empty(), "{wrong:#?}\nnot AWS's: {strange:?}");
}

#[test]
fn codes_are_unique() {
    let mut seen = BTreeSet::new();
    for rule in lint::rules() {
        assert!(seen.insert(rule.code), "{} is there twice", rule.code);
    }
}

/// `UPDATE=1` writes it.
#[test]
fn the_index_lists_every_rule() {
    let path = repository().join("docs/rules/README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (head, rest) = text.split_once("<!-- rules -->").unwrap();
    let (_, tail) = rest.split_once("<!-- end -->").unwrap();
    let mut rules: Vec<&Rule> = lint::rules().collect();
    rules.sort_by_key(|rule| (std::cmp::Reverse(rule.severity), rule.code));
    let mut table = String::from("<!-- rules -->\n| code | severity | finds |\n|---|---|---|\n");
    for rule in rules {
        let mark = match rule.origin {
            Origin::AccessAnalyzer => "",
            Origin::AccessAnalyzerSection => " ¹",
            Origin::Sayso => " ²",
        };
        let row = format!("| `{}`{mark} | {} | {} |\n", rule.code, rule.severity.as_str(), rule.summary());
        table.push_str(&row);
    }
    let expected = format!("{head}{table}<!-- end -->{tail}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, expected).unwrap();
    } else {
        assert_eq!(text, expected, "run it with UPDATE=1");
    }
}
