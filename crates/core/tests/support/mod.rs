//! Random policies and requests that meet often, as proptest strategies.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking; `allow-…-in-tests` covers test functions only"
)]
#![allow(dead_code, reason = "each test binary uses its part")]

pub(crate) mod completion;
pub(crate) mod laws;
pub(crate) mod policy;
pub(crate) mod print;
pub(crate) mod request;
pub(crate) mod scenario;
pub(crate) mod settling;
pub(crate) mod tape;
pub(crate) mod vocabulary;

use proptest::prelude::*;

use policy::{Focus, StatementNumbers};
use request::Facts;
use scenario::SLOTS;
pub(crate) use scenario::{Compiled, PolicyNumbers, Scenario, Slot, added};

fn statements() -> impl Strategy<Value = Vec<StatementNumbers>> {
    let clauses = prop_oneof![
        1 => Just(Vec::new()),
        1 => prop::collection::vec(any::<[u16; 12]>(), 1..3),
    ];
    prop::collection::vec((any::<[u16; 24]>(), clauses), 0..4)
}

fn policy_numbers() -> impl Strategy<Value = PolicyNumbers> {
    (any::<[u16; 6]>(), statements())
}

/// A request and what is in force for it.
pub(crate) fn scenario(facts: Facts) -> impl Strategy<Value = Scenario> {
    let context = prop::collection::vec(any::<[u16; 8]>(), 0..16);
    let policies = prop::collection::vec(policy_numbers(), 0..10);
    (any::<[u16; 20]>(), context, policies).prop_map(move |(own, context, policies)| {
        let (request, unlisted_unknown) = request::request(&own, &context, facts);
        let focus = tape::Tape::new(&own[19..]).pick(&[
            Focus::Layers,
            Focus::Statements,
            Focus::Statements,
            Focus::Statements,
        ]);
        let mut scenario = Scenario {
            request,
            unlisted_unknown,
            policies: Vec::new(),
            focus,
            compiled: Compiled::default(),
        };
        for (own, statements) in policies {
            let slot = tape::Tape::new(&own).pick(&SLOTS);
            if matches!(slot, Slot::Boundary | Slot::VpcEndpoint) && scenario.has(|other| other == slot) {
                continue;
            }
            let document = added(&scenario, slot, &own[1..], &statements);
            scenario.policies.push((slot, document));
        }
        scenario
    })
}

/// The numbers of one more policy; [`added`] makes a document of them once the request is known.
pub(crate) fn addition() -> impl Strategy<Value = PolicyNumbers> {
    policy_numbers()
}
