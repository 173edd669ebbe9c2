//! Edits of near misses reach no further than they say, tried on random policies and requests.
//!
//! `PROPTEST_CASES=20000 cargo test -p sayso --test properties_suggestions` tries harder.
#![allow(dead_code, reason = "each test uses a part of the shared generators")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking; `allow-…-in-tests` covers test functions only"
)]

#[path = "support/edited.rs"]
mod edited;
mod support;

use edited::edited;
use proptest::prelude::*;
use sayso::{Decision, Explanation, NoTrace, evaluate};

use support::request::Facts;
use support::scenario;

fn config() -> ProptestConfig {
    let cases = ProptestConfig::default().cases.max(1_000);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_edit_allows_a_request_outside_its_reach(
        scenario in scenario(Facts::Known),
        others in proptest::collection::vec(support::scenario(Facts::Known), 12),
    ) {
        let policies = scenario.attach();
        let explanation = Explanation::new(&policies, &scenario.request);
        for suggestion in explanation.suggestions() {
            let edited = edited(&policies, suggestion);
            prop_assert_eq!(evaluate(&edited, &scenario.request, &mut NoTrace), suggestion.decision);
            prop_assert!(suggestion.reach.covers(&scenario.request), "{} does not reach", suggestion.what);
            for other in &others {
                // The same caller, action or resource makes near hits likely.
                for part in 0..8 {
                    let mut request = other.request.clone();
                    if part & 1 != 0 { request.principal = scenario.request.principal.clone(); }
                    if part & 2 != 0 { request.action = scenario.request.action.clone(); }
                    if part & 4 != 0 { request.resource = scenario.request.resource.clone(); }
                    let before = evaluate(&policies, &request, &mut NoTrace);
                    let after = evaluate(&edited, &request, &mut NoTrace);
                    if before != after {
                        prop_assert_eq!(after, Decision::Allowed);
                        prop_assert!(
                            suggestion.reach.covers(&request),
                            "{} reaches {:?} beyond {}", suggestion.what, request, suggestion.reach,
                        );
                    }
                }
            }
        }
    }
}
