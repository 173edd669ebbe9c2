//! Random small policies and two unknown keys: what is settled holds for every completion of a pool that
//! knows nothing of how settling works; what depends is shown by true examples, and minimal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper may fail loudly"
)]

#[path = "support/settling.rs"]
mod settling;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sayso::settle::DEFAULT_BUDGET;
use serde_json::{Value, json};

use settling::{Documents, FAMILIES, UNKNOWN, attached, check, pool};

fn clause() -> impl Strategy<Value = (String, String, Vec<String>)> {
    let family =
        (0..FAMILIES.len() + 3).prop_map(|number| if number < FAMILIES.len() { number } else { number % 2 });
    let typed = family.prop_flat_map(|number| {
        let (operators, values) = FAMILIES[number];
        let several = 1..=if number == 4 { 1 } else { 2 };
        (
            select(operators),
            subsequence(values, several),
            select(&["", "", "ForAllValues:", "ForAnyValue:"][..]),
        )
    });
    let typed = (typed, any::<bool>(), any::<bool>()).prop_map(|((base, values, set), one, two)| {
        let if_exists = if one && two { "IfExists" } else { "" };
        (format!("{set}{base}{if_exists}"), values.into_iter().map(str::to_owned).collect())
    });
    let null = select(&["true", "false"][..]).prop_map(|wanted| ("Null".to_owned(), vec![wanted.to_owned()]));
    let operator = prop_oneof![6 => typed, 1 => null];
    let key = prop_oneof![
        4 => Just("k:one"),
        3 => Just("k:two"),
        1 => Just("aws:TagKeys"),
        1 => Just("k:known"),
    ];
    (operator, key).prop_map(|((operator, values), key)| (operator, key.to_owned(), values))
}

fn statement(principal: bool) -> impl Strategy<Value = Value> {
    let resource = prop_oneof![
        5 => Just("*"),
        1 => Just("arn:aws:s3:::b/${k:one}/*"),
        1 => Just("arn:aws:s3:::b/${k:two}${k:one}"),
    ];
    let effect = prop_oneof![2 => Just("Allow"), 1 => Just("Deny")];
    (effect, resource, prop::collection::vec(clause(), 0..=2)).prop_map(move |(effect, resource, clauses)| {
        let mut statement = json!({"Effect": effect, "Action": "s3:GetObject", "Resource": resource});
        for (operator, key, values) in clauses {
            statement["Condition"][operator][key] = json!(values);
        }
        if principal {
            statement["Principal"] = json!("*");
        }
        statement
    })
}

fn document(principal: bool) -> impl Strategy<Value = Value> {
    prop::collection::vec(statement(principal), 1..=3)
        .prop_map(|statements| json!({"Version": "2012-10-17", "Statement": statements}))
}

fn documents() -> impl Strategy<Value = Documents> {
    let some = |principal| prop::option::weighted(0.3, document(principal));
    (document(false), some(false), some(true))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_settled_holds_and_what_depends_is_shown(
        documents in documents(),
        unknown in subsequence(&UNKNOWN[..], 2..=3),
    ) {
        // Three keys multiply: a third of the pool will do.
        let facts: Vec<_> = pool().into_iter().step_by(if unknown.len() > 2 { 3 } else { 1 }).collect();
        check(&attached(&documents), &unknown, &facts, DEFAULT_BUDGET);
    }
}
