//! Condition operators on hostile values, against a reference written from semantics section 3.

mod binary;
mod clause;
mod date;
mod ip;
mod number;
mod values;

use sayso::condition::{BaseOperator, SetOperator};
use sayso::{ConditionOperator, Context, Fact};
use serde_json::json;

use crate::support::numbers;
use crate::support::tape::Tape;
use crate::support::world;
use clause::Clause;

/// A key of no service with a list, and one that always has a list (C29a).
const KEYS: [&str; 2] = ["k:x", "aws:TagKeys"];

/// A clause holds where the reference says so, and keeps the laws that tie operators together.
pub fn condition(data: &[u8]) {
    let numbers = numbers(data);
    let mut tape = Tape::new(&numbers);
    let (base, _) = BaseOperator::ALL[tape.below(BaseOperator::ALL.len())];
    let set = tape.pick(&[None, None, Some(SetOperator::ForAnyValue), Some(SetOperator::ForAllValues)]);
    let if_exists = base != BaseOperator::Null && tape.chance(25);
    let multivalued = tape.chance(10);
    let entries = values::list(&mut tape, base, &[1, 1, 2, 3, 0]);
    let mut given = Some(values::list(&mut tape, base, &[1, 1, 1, 2, 3, 0])).filter(|_| !tape.chance(5));
    if tape.chance(25)
        && let (Some([first, ..]), Some(entry)) = (given.as_deref_mut(), entries.first())
    {
        first.clone_from(entry);
    }
    let key = KEYS[usize::from(multivalued)].to_owned();
    let mut clause = Clause { set, base, if_exists, multivalued, spellings: [key.clone(), key], entries };
    if tape.chance(15) {
        clause.multivalued = false;
        clause.spellings = [name(&mut tape), name(&mut tape)];
    }
    let expected = clause.expected(given.as_deref());
    assert_eq!(holds(&clause, given.as_deref()), expected, "{clause:?} of {given:?}");
    laws(&clause, given.as_deref(), expected);
}

/// A key that is the same in several spellings, some beyond ASCII (C06).
fn name(tape: &mut Tape<'_>) -> String {
    const LETTERS: [&str; 12] =
        ["k", "K", "\u{212a}", "i", "I", "İ", "ß", "ẞ", "σ", "Σ", "longer:than-8", "LONGER:than-8"];
    let count = tape.below(4);
    let letters: String = (0..count).map(|_| tape.pick(&LETTERS)).collect();
    format!("k:{letters}")
}

/// What the engine makes of a clause: whether a statement with it allows.
fn holds(clause: &Clause, given: Option<&[String]>) -> bool {
    let [key, stated] = &clause.spellings;
    let operator =
        ConditionOperator { set: clause.set, base: clause.base, if_exists: clause.if_exists }.to_string();
    let text = json!({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {operator: {key: clause.entries}}}});
    let mut context = Context::new();
    if let Some(values) = given {
        context.insert(stated, Fact::Known(values.to_vec().into()));
    }
    let policy = world::policy(&text.to_string(), sayso::PolicyType::Identity);
    world::allows(policy, &world::request("arn:aws:s3:::b", context))
}

/// What holds of operators in pairs, whatever the reference says of each.
fn laws(clause: &Clause, given: Option<&[String]>, holds_now: bool) {
    let seen = clause.seen(given);
    let single = seen.is_some_and(|values| values.len() == 1);
    if single && clause.set.is_none() && !clause.multivalued && !clause.entries.is_empty() {
        // The negated operator is the negation; `IfExists` changes nothing of a key that is there.
        if let Some(base) = negation(clause.base) {
            assert_ne!(
                holds(&Clause { base, ..clause.clone() }, given),
                holds_now,
                "{clause:?} of {given:?}"
            );
        }
        if clause.base != BaseOperator::Null {
            let other = Clause { if_exists: !clause.if_exists, ..clause.clone() };
            assert_eq!(holds(&other, given), holds_now, "{clause:?} of {given:?}");
        }
    }
    // All values satisfy an operator where none satisfies its negation.
    if let (Some(set), Some(base), false) = (clause.set, negation(clause.base), clause.entries.is_empty())
        && seen.is_some_and(|values| !values.is_empty())
    {
        let dual = match set {
            SetOperator::ForAllValues => SetOperator::ForAnyValue,
            SetOperator::ForAnyValue => SetOperator::ForAllValues,
        };
        let dual = Clause { base, set: Some(dual), ..clause.clone() };
        assert_ne!(holds(&dual, given), holds_now, "{clause:?} of {given:?}");
    }
}

/// The operator that says the opposite of one value.
fn negation(base: BaseOperator) -> Option<BaseOperator> {
    use BaseOperator as Op;
    Some(match base {
        Op::StringEquals => Op::StringNotEquals,
        Op::StringNotEquals => Op::StringEquals,
        Op::StringEqualsIgnoreCase => Op::StringNotEqualsIgnoreCase,
        Op::StringNotEqualsIgnoreCase => Op::StringEqualsIgnoreCase,
        Op::StringLike => Op::StringNotLike,
        Op::StringNotLike => Op::StringLike,
        Op::NumericEquals => Op::NumericNotEquals,
        Op::NumericNotEquals => Op::NumericEquals,
        Op::DateEquals => Op::DateNotEquals,
        Op::DateNotEquals => Op::DateEquals,
        Op::IpAddress => Op::NotIpAddress,
        Op::NotIpAddress => Op::IpAddress,
        Op::ArnEquals | Op::ArnLike => Op::ArnNotLike,
        Op::ArnNotEquals | Op::ArnNotLike => Op::ArnLike,
        _ => return None,
    })
}
