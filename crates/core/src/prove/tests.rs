//! The prover against brute force through the evaluator, and cases of `tests/cases/prove`.

mod brute;
mod cases;
mod random;

use std::sync::Arc;

use proptest::prelude::*;
use sayso_catalog::ServiceReference;
use serde_json::Value;

use super::{Prover, Reason, Universe, Verdict};
use crate::{AttachedPolicies, Limits, Policy, PolicyDocument, PolicyType, Source};

fn compiled(document: &Value, policy_type: PolicyType) -> Arc<Policy> {
    let source = Source::new("policy", document.to_string());
    let document = Arc::new(PolicyDocument::parse(&source, &Limits::default()));
    match Policy::compile(document, policy_type) {
        Ok(policy) => Arc::new(policy),
        Err(refusals) => panic!("{} in {}", refusals[0], source.text()),
    }
}

fn identity(document: &Value) -> AttachedPolicies {
    AttachedPolicies {
        identity: vec![compiled(document, PolicyType::Identity).into()],
        ..AttachedPolicies::default()
    }
}

fn resource(document: &Value) -> AttachedPolicies {
    AttachedPolicies {
        resource: vec![compiled(document, PolicyType::Resource)],
        ..AttachedPolicies::default()
    }
}

fn prover(shortcuts: bool, reference: ServiceReference<'static>) -> Prover<'static> {
    let mut prover = Prover::new(reference, Universe::Open).readable(shortcuts);
    prover.shortcuts = shortcuts;
    prover
}

/// Whether a verdict is what brute force found: a witness or none. Only a witness may lie beyond what it looked at.
fn agrees(verdict: &Verdict, found: bool) -> bool {
    match verdict {
        Verdict::Holds => !found,
        Verdict::Fails(_) | Verdict::Unknown(_) => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(300), failure_persistence: None, max_shrink_iters: 0,
        ..ProptestConfig::default()
    })]

    #[test]
    fn verdicts_are_what_brute_force_says(
        seed in any::<u64>(), variables in any::<bool>(), several in any::<bool>(),
    ) {
        let (one, other) = random::pair(seed, variables);
        let found = brute::Found::of(&one, &other, several);
        let (one, other) = (identity(&one.document()), identity(&other.document()));
        // An empty catalogue says of no key that it has one value.
        let reference = if several { ServiceReference::default() } else { ServiceReference::embedded() };
        for shortcuts in [true, false] {
            let mut prover = prover(shortcuts, reference);
            for (question, verdict, found) in [
                ("within", prover.within(&one, &other), found.gained),
                ("the same", prover.allow_the_same(&one, &other), found.gained || found.lost),
                ("equivalent", prover.equivalent(&one, &other), found.gained || found.lost || found.denied),
                ("disjoint", prover.disjoint(&one, &other), found.shared),
            ] {
                prop_assert!(agrees(&verdict, found), "{question} {verdict:?} shortcuts {shortcuts}");
                if !variables {
                    let is_open = matches!(&verdict, Verdict::Unknown(why) if why.reason != Reason::MixedTypes);
                    prop_assert!(!is_open, "{question} {verdict:?}");
                }
            }
        }
    }
}
