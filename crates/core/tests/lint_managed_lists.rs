//! Every AWS managed policy, linted as a file: each error reviewed, and how much each code finds.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test helper may fail loudly")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use sayso::lint::{self, Options};
use sayso::{Limits, PolicyDocument, PolicyType, Severity, Source};
use sayso_catalog::ManagedPolicies;

/// The policies in which a code finds something, and how often in each.
type Times = BTreeMap<String, usize>;

/// What is found, by severity and code.
static FOUND: LazyLock<BTreeMap<(Severity, &str), Times>> = LazyLock::new(|| {
    let mut found: BTreeMap<_, Times> = BTreeMap::new();
    for policy in ManagedPolicies::embedded().iter() {
        let source = Source::new(policy.name(), policy.document_json());
        let document = PolicyDocument::parse(&source, &Limits::default());
        for finding in lint::check(&document, PolicyType::Identity, &Options::default()) {
            let times = found.entry((finding.severity, finding.code)).or_default();
            *times.entry(policy.name().to_owned()).or_default() += 1;
        }
    }
    found
});

fn list(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/lint").join(name)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_error_was_reviewed() {
    let mut found: Vec<(String, String, usize)> = Vec::new();
    for ((severity, code), times) in FOUND.iter() {
        if *severity == Severity::Error {
            found.extend(times.iter().map(|(policy, times)| (policy.clone(), (*code).to_owned(), *times)));
        }
    }
    found.sort();
    let text = read(&list("managed-errors.tsv"));
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let reviewed: Vec<(String, String, usize)> = lines
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [policy, code, times, reason] = columns[..] else { panic!("four columns: `{line}`") };
            assert!(reason.len() > 20, "no reason: `{line}`");
            (policy.to_owned(), code.to_owned(), times.parse().unwrap())
        })
        .collect();
    assert!(reviewed.is_sorted(), "managed-errors.tsv is sorted by policy and code");
    let new: Vec<_> = found.iter().filter(|error| !reviewed.contains(error)).collect();
    let stale: Vec<_> = reviewed.iter().filter(|error| !found.contains(error)).collect();
    assert!(new.is_empty(), "not reviewed, or other times than in managed-errors.tsv: {new:#?}");
    assert!(stale.is_empty(), "no longer found, so remove from managed-errors.tsv: {stale:#?}");
    assert_eq!(found.len(), reviewed.len(), "an error is in managed-errors.tsv twice");
}

#[test]
fn each_code_finds_as_much_as_before() {
    let mut counts = String::from(
        "# What the linter finds in AWS's managed policies. Write it anew with UPDATE=1 and review the difference.\n\
         # severity\tcode\tfindings\tpolicies\n",
    );
    for ((severity, code), times) in FOUND.iter().rev() {
        let findings: usize = times.values().sum();
        writeln!(counts, "{}\t{code}\t{findings}\t{}", severity.as_str(), times.len()).unwrap();
    }
    let path = list("managed-counts.tsv");
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&path, &counts).unwrap();
    }
    let before = read(&path);
    let missing = |of: &str, from: &str| -> Vec<String> {
        of.lines().filter(|line| !from.lines().any(|other| other == *line)).map(str::to_owned).collect()
    };
    let (gone, new) = (missing(&before, &counts), missing(&counts, &before));
    assert!(before == counts, "other counts than before: {gone:#?} became {new:#?}; UPDATE=1 writes them");
}
