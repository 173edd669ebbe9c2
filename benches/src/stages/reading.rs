//! From text to JSON values, to a document, to what is evaluated.

use std::hint::black_box;
use std::sync::Arc;

use sayso::{Limits, Policy, PolicyDocument, PolicyType, Severity, Source, json};
use sayso_catalog::ManagedPolicies;
use serde_json::Value;

use super::Pass;
use crate::CORPUS;

/// A pass of `work` on every text.
pub(super) fn pass(texts: fn() -> Vec<String>, work: fn(&Source) -> bool) -> Option<Pass> {
    let sources = texts().into_iter().map(|text| Source::new("policy.json", text));
    Pass::over(sources.collect(), move |source| work(black_box(source)))
}

/// Every policy that AWS manages.
pub(super) fn managed() -> Vec<String> {
    ManagedPolicies::embedded().iter().map(|policy| policy.document_json()).collect()
}

pub(super) fn p1() -> Vec<String> {
    of_corpus("P1")
}

pub(super) fn p30() -> Vec<String> {
    of_corpus("P30")
}

fn of_corpus(name: &str) -> Vec<String> {
    let policies = CORPUS.iter().flat_map(|corpus| &corpus.policies);
    policies.filter(|(found, ..)| found == name).map(|(_, text, _)| text.clone()).collect()
}

/// The yardstick: the reader that everybody has, which keeps no place.
pub(super) fn serde_json(source: &Source) -> bool {
    black_box(serde_json::from_str::<Value>(source.text())).is_ok()
}

pub(super) fn read(source: &Source) -> bool {
    black_box(json::parse(source, &Limits::default())).is_ok()
}

pub(super) fn parse(source: &Source) -> bool {
    let document = black_box(PolicyDocument::parse(source, &Limits::default()));
    document.diagnostics().iter().all(|fault| fault.severity != Severity::Error)
}

pub(super) fn compile(source: &Source) -> bool {
    let document = Arc::new(PolicyDocument::parse(source, &Limits::default()));
    black_box(Policy::compile(document, PolicyType::Identity)).is_ok()
}
