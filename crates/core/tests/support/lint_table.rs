//! Statements linted, and where a code is found.

use sayso::lint::{self, Options};
use sayso::{Diagnostic, Limits, PolicyDocument, PolicyType, Source};

pub(crate) fn lint(policy_type: PolicyType, statements: &str, options: &Options<'_>) -> Vec<Diagnostic> {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
    let document = PolicyDocument::parse(&Source::new("policy.json", text), &Limits::default());
    assert!(document.diagnostics().is_empty(), "{:?}", document.diagnostics());
    lint::check(&document, policy_type, options)
}

/// The texts at which a code is found.
pub(crate) fn places(policy_type: PolicyType, statements: &str, code: &str) -> Vec<String> {
    let found = lint(policy_type, statements, &Options::default());
    let of_code = found.iter().filter(|finding| finding.code == code);
    of_code.map(|finding| finding.source.slice(finding.span).replace('"', "")).collect()
}

pub(crate) fn allow(actions: &str, resources: &str, more: &str) -> String {
    format!(r#"{{"Effect": "Allow", "Action": {actions}, "Resource": {resources}{more}}}"#)
}

pub(crate) const IDENTITY: PolicyType = PolicyType::Identity;
