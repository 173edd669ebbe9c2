//! Real policies: every AWS managed policy, and the public corpus where it is at hand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test helper may fail loudly")]

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use sayso::{Diagnostic, Limits, Policy, PolicyDocument, PolicyType, Source};
use sayso_catalog::ManagedPolicies;

fn compile(name: &str, text: String, policy_type: PolicyType) -> Result<Policy, Vec<Diagnostic>> {
    let document = PolicyDocument::parse(&Source::new(name, text), &Limits::default());
    Policy::compile(Arc::new(document), policy_type)
}

#[test]
fn every_managed_policy_compiles_as_identity_policy_and_boundary() {
    let policies = ManagedPolicies::embedded();
    assert_eq!(policies.len(), 1_582);
    for policy in policies.iter() {
        for policy_type in [PolicyType::Identity, PolicyType::PermissionsBoundary] {
            let compiled = compile(policy.name(), policy.document_json(), policy_type);
            assert!(compiled.is_ok(), "{}: {}", policy.name(), compiled.unwrap_err()[0]);
        }
    }
}

/// The kinds of the corpus are guesses made from file paths, so some refusals are true of the guess
/// and not of the policy.
fn policy_type(kind: &str) -> PolicyType {
    match kind {
        "identity" => PolicyType::Identity,
        "scp" => PolicyType::ServiceControl,
        "rcp" => PolicyType::ResourceControl,
        "trust" => PolicyType::RoleTrust,
        _ => PolicyType::Resource,
    }
}

#[test]
fn the_public_corpus_is_refused_only_for_reasons_of_the_grammar() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/corpus/policies.jsonl.gz");
    let Ok(file) = std::fs::File::open(&path) else {
        println!("left out: the public corpus is not beside this repository");
        return;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let mut refusals: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut read, mut refused) = (0, 0);
    for (number, line) in (1..).zip(text.lines()) {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        let indented = serde_json::to_string_pretty(&entry["document"]).unwrap();
        let compiled =
            compile(&format!("{number}.json"), indented, policy_type(entry["kind"].as_str().unwrap()));
        read += 1;
        refused += u32::from(compiled.is_err());
        for diagnostic in compiled.err().unwrap_or_default() {
            let lines = diagnostic.source.line_column(diagnostic.span.start).line;
            assert!(lines > 1 || diagnostic.code == "MISSING_VERSION", "no place: {diagnostic}");
            *refusals.entry(diagnostic.code).or_default() += 1;
        }
    }
    assert_eq!(read, 774);
    println!("{refused} of {read} refused: {refusals:?}");
    assert_eq!(refused, 25, "{refusals:?}");
}
