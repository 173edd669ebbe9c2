//! Policies in templates, plans, HCL, dumps and manifests.

use std::sync::Arc;

use sayso::lint::{self, Options};
use sayso::{Diagnostic, Limits, Policy, PolicyDocument, PolicyType, Source};

use super::shown;
use crate::support::check;

/// Smaller than those of the command line, so that they are met.
const LIMITS: Limits = Limits { bytes: 900, depth: 32, statements: 4 };

/// Policies that are linted: lists multiply, and the rest is no different.
const MOST: usize = 3;

/// Whatever the file is, each of its policies is linted and compiled, with places of the file, or a fault is shown.
pub(super) fn found(name: &str, data: &[u8]) {
    let source = match Source::from_bytes(name, data.to_vec()) {
        Ok(source) => source,
        Err(fault) => return shown(&fault.into()),
    };
    match sayso_cli::read_policies(&source, &LIMITS) {
        Ok((policies, not_static)) => {
            for place in &not_static {
                within(&source, place);
            }
            for (document, policy_type) in policies.into_iter().take(MOST) {
                policy(&source, document, policy_type);
            }
        }
        Err(failure) => shown(&failure),
    }
}

fn policy(source: &Source, document: PolicyDocument, policy_type: PolicyType) {
    let findings = lint::check(&document, policy_type, &Options::default());
    for fault in findings.iter().chain(document.diagnostics()) {
        within(source, fault);
    }
    if let Err(refusals) = Policy::compile(Arc::new(document), policy_type) {
        assert!(!refusals.is_empty(), "refused without a reason");
        for refusal in &refusals {
            within(source, refusal);
        }
    }
}

/// A fault is of this file, and can be shown.
fn within(source: &Source, fault: &Diagnostic) {
    check::diagnostic(fault);
    assert_eq!(fault.source.name(), source.name());
    assert!(fault.span.end as usize <= source.text().len(), "{fault} is beyond the file");
}
