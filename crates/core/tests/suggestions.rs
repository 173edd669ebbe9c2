//! Near misses and their edits, on every vector that nothing allows.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper may fail loudly"
)]

#[path = "support/edited.rs"]
mod edited;

use edited::edited;
use sayso::case::{LoadError, read_cases};
use sayso::evaluate::StatementTrace;
use sayso::{
    Case, Cause, Decision, Effect, Explanation, Layer, Limits, NoTrace, PolicyLoader, Source, Truth,
    evaluate, json,
};

struct NoFiles;

impl PolicyLoader for NoFiles {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        Err(LoadError::Missing(reference.to_owned()))
    }
}

fn vectors() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/decisions.json");
    let source = Source::new("decisions.json", std::fs::read_to_string(path).unwrap());
    let limits = Limits::default();
    let node = json::parse(&source, &limits).unwrap();
    read_cases(&source, &node, &limits, &NoFiles).into_iter().map(Result::unwrap).collect()
}

fn failing(statement: &StatementTrace) -> usize {
    statement.elements.iter().filter(|check| check.outcome.truth == Truth::No).count()
}

#[test]
fn the_first_near_miss_names_the_failing_element_and_its_edit_cures_it() {
    let mut cured = 0;
    for case in vectors() {
        let explanation = Explanation::new(&case.policies, &case.request);
        if explanation.cause() != Cause::Silent(Layer::Identity) {
            continue;
        }
        let allows: Vec<_> =
            explanation.trace().statements().iter().filter(|s| s.effect == Effect::Allow).collect();
        let single: Vec<_> =
            allows.iter().filter(|s| s.at.layer == Layer::Identity && failing(s) == 1).collect();
        if single.is_empty() || explanation.must_change().len() != 1 {
            continue;
        }
        let closest = explanation.closest();
        assert!(single.iter().any(|near| **near == closest[0]), "{}: {:?}", case.id, case.description);
        let suggestions = explanation.suggestions();
        let Some(first) = suggestions.first() else {
            panic!("{}: no suggestion: {:?}", case.id, case.description)
        };
        assert_eq!((first.at, first.decision), (closest[0].at, Decision::Allowed), "{}: {first:?}", case.id);
        cured += 1;
    }
    assert!(cured > 100, "only {cured} vectors are near misses");
}

#[test]
fn no_edit_allows_a_request_outside_its_reach() {
    let vectors = vectors();
    let mut newly_allowed = 0;
    for case in &vectors {
        let explanation = Explanation::new(&case.policies, &case.request);
        for suggestion in explanation.suggestions() {
            let edited = edited(&case.policies, suggestion);
            assert_eq!(evaluate(&edited, &case.request, &mut NoTrace), suggestion.decision, "{}", case.id);
            for other in &vectors {
                let before = evaluate(&case.policies, &other.request, &mut NoTrace);
                let after = evaluate(&edited, &other.request, &mut NoTrace);
                if before != after {
                    newly_allowed += 1;
                    assert!(
                        suggestion.reach.covers(&other.request),
                        "{} on {}: {}",
                        case.id,
                        other.id,
                        suggestion.what
                    );
                }
            }
        }
    }
    assert!(newly_allowed > 500, "only {newly_allowed} requests are newly allowed");
}
