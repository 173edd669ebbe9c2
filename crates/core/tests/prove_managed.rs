//! What is proven of AWS's managed policies: a fixed sample of all ordered pairs.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use sayso::prove::{Prover, Universe, Verdict};
use sayso::{AttachedPolicies, Limits, Policy, PolicyDocument, PolicyType, Source};
use sayso_catalog::{ManagedPolicies, ServiceReference};

/// Pairs that are asked about.
const PAIRS: usize = 2_000;
/// Of these, how many hold. It changes with the policies of the catalogue alone: whoever changes what is proven and
/// sees another number has to know of each pair why.
const HOLD: usize = 24;

fn managed() -> Vec<(String, AttachedPolicies)> {
    let compiled = |policy: sayso_catalog::ManagedPolicy<'_>| {
        let source = Source::new(policy.name(), policy.document_json());
        let document = Arc::new(PolicyDocument::parse(&source, &Limits::default()));
        let compiled = Policy::compile(document, PolicyType::Identity).unwrap();
        let identity = vec![Arc::new(compiled).into()];
        (policy.name().to_owned(), AttachedPolicies { identity, ..AttachedPolicies::default() })
    };
    ManagedPolicies::embedded().iter().map(compiled).collect()
}

#[test]
fn a_sample_of_all_pairs_is_decided_and_as_ever() {
    let policies = managed();
    let count = policies.len();
    let mut prover = Prover::new(ServiceReference::embedded(), Universe::Open).readable(false);
    let (mut holds, mut fails, mut unknown) = (Vec::new(), 0, Vec::new());
    for number in 0..PAIRS {
        // A step that shares no factor with the number of pairs spreads them over all.
        let pair = number * ((count * count / PAIRS) | 1) % (count * count);
        let ((new_name, new), (old_name, old)) = (&policies[pair / count], &policies[pair % count]);
        match prover.within(new, old) {
            Verdict::Holds => holds.push(format!("{new_name} within {old_name}")),
            Verdict::Fails(_) => fails += 1,
            Verdict::Unknown(why) => unknown.push(format!("{new_name} within {old_name}: {why}")),
        }
    }
    assert_eq!(unknown, Vec::<String>::new());
    assert_eq!((holds.len(), fails), (HOLD, PAIRS - HOLD), "{holds:#?}");
}
