//! Any bytes as a policy document of every type.

mod print;
mod shape;

use std::sync::Arc;

use sayso::{Diagnostic, Limits, Policy, PolicyDocument, PolicyType, Severity, Source, json};

use crate::support::check;
use print::Style;

/// Reading, checking and compiling end in a policy or in diagnostics with a place, always the same; a
/// policy means the same however its text is laid out.
pub fn compile(data: &[u8]) {
    let source = match Source::from_bytes("policy", data.to_vec()) {
        Ok(source) => source,
        Err(fault) => return check::diagnostic(&fault),
    };
    let document = parse(&source);
    document.diagnostics().iter().for_each(check::diagnostic);
    let again = parse(&source);
    assert_eq!(texts(again.diagnostics()), texts(document.diagnostics()));
    let mut accepted = Vec::new();
    for policy_type in PolicyType::ALL {
        match Policy::compile(document.clone(), policy_type) {
            Ok(policy) => {
                assert_eq!(policy.statements().len(), document.statements().len());
                accepted.push(policy_type);
            }
            Err(refusals) => refused(&document, &again, policy_type, &refusals),
        }
    }
    if let Some(policy_type) = accepted.first() {
        reads_back(&source, &document, &accepted);
        let compiled = |document: &Arc<PolicyDocument>| {
            format!(
                "{:?}",
                Policy::compile(document.clone(), *policy_type).map(|policy| policy.statements().to_vec())
            )
        };
        assert_eq!(compiled(&document), compiled(&again));
    }
}

fn parse(source: &Source) -> Arc<PolicyDocument> {
    Arc::new(PolicyDocument::parse(source, &Limits::default()))
}

fn texts(faults: &[Diagnostic]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

fn refused(
    document: &Arc<PolicyDocument>,
    again: &Arc<PolicyDocument>,
    policy_type: PolicyType,
    refusals: &[Diagnostic],
) {
    assert!(!refusals.is_empty(), "refused without a reason");
    assert!(refusals.iter().all(|fault| fault.severity == Severity::Error));
    document.check(policy_type).iter().for_each(check::diagnostic);
    assert_eq!(texts(&again.check(policy_type)), texts(&document.check(policy_type)));
}

/// The document in other layouts: the same elements, and a policy of the same types.
fn reads_back(source: &Source, document: &PolicyDocument, accepted: &[PolicyType]) {
    let node = json::parse(source, &Limits::default()).expect("a policy is JSON");
    for style in [Style::Compact, Style::Spread, Style::Escaped] {
        let printed = parse(&Source::new("printed", style.print(&node)));
        assert_eq!(shape::of(&printed), shape::of(document), "{style:?}");
        for policy_type in accepted {
            assert!(Policy::compile(printed.clone(), *policy_type).is_ok(), "{style:?}, {policy_type:?}");
        }
    }
}
