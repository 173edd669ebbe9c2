//! Unknown keys that are compared with each other: texts with which they meet.

use super::stake::{Part, Stake};
use super::uses::{Uses, example};
use super::words::word;
use crate::condition::{Clause, Test};
use crate::pattern::{Pattern, Resolved, resolve};
use crate::request::Request;

/// Texts of one key that another key's texts are tried with.
const MOST_PARTNERS: usize = 24;
/// Texts that one element adds to a key.
const MOST_TEXTS: usize = 256;

/// Gives keys that are compared with each other texts with which they meet.
pub(super) fn pair(stake: &Stake<'_>, uses: &mut [Uses], request: &Request) {
    for open in stake.statements.iter().flatten().filter(|open| open.keys.len() > 1) {
        let Part::Clause(clause, _) = open.part else { continue };
        let own = |number: &usize| stake.keys.get(*number).is_some_and(|key| key == clause.key());
        let Some(tested) = open.keys.iter().copied().find(own) else { continue };
        let others = || open.keys.iter().copied().filter(|number| *number != tested);
        let values: Vec<String> = others().flat_map(|number| partners(uses, number)).collect();
        let written: Vec<String> =
            values.iter().flat_map(|value| instances(clause, value, request)).collect();
        if let Some(tested) = uses.get_mut(tested) {
            tested.hints.extend(written.into_iter().take(MOST_TEXTS));
        }
        let texts = partners(uses, tested);
        for number in others() {
            let (Some(key), Some(other)) = (stake.keys.get(number), uses.get_mut(number)) else { continue };
            other.filled_by(key, clause, &texts, request);
        }
    }
}

/// The texts of a key that others are tried with, whatever elements look at them.
pub(super) fn partners(uses: &[Uses], number: usize) -> Vec<String> {
    let texts = uses.get(number).map(|uses| uses.hints.iter().chain(&uses.invented));
    texts.into_iter().flatten().take(MOST_PARTNERS).cloned().collect()
}

/// The entries of a clause as texts, `value` in the place of variables that are unknown.
fn instances(clause: &Clause, value: &str, request: &Request) -> Vec<String> {
    match clause.test() {
        Test::Text(entries) | Test::IgnoreCase(entries) | Test::Bool(entries) => {
            entries.iter().filter_map(|entry| instance(entry, value, request)).collect()
        }
        Test::Arn(entries) => {
            let whole = |fields: &[Pattern; 6]| {
                let fields: Option<Vec<String>> =
                    fields.iter().map(|field| instance(field, value, request)).collect();
                fields.map(|fields| fields.join(":"))
            };
            entries.iter().flatten().filter_map(|fields| whole(fields)).collect()
        }
        _ => Vec::new(),
    }
}

/// An entry with its unknown variables replaced by `value`, its wildcards by nothing.
fn instance(entry: &Pattern, value: &str, request: &Request) -> Option<String> {
    let word = word(entry, false, true, |variable| match resolve(variable, request.value(&variable.key)) {
        Resolved::Unknown => Resolved::Text(value),
        known => known,
    })?;
    Some(example(&word))
}
