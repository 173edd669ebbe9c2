//! Wildcards and policy variables through the front door, against a matcher that is only slow.

pub(crate) mod glob;
mod trial;
mod variables;

use crate::support::numbers;
use crate::support::tape::Tape;
use trial::{Place, Trial};

/// What patterns are made of.
const PATTERN: [&str; 24] = [
    "a",
    "*",
    "?",
    "b",
    "${k:one}",
    "${k:two}",
    "aa",
    "ab",
    "é",
    "😀",
    ":",
    "/",
    "**",
    "*?*",
    "${*}",
    "${?}",
    "${$}",
    "${k:none, 'a*'}",
    "${K:ONE, 'd'}",
    "${",
    "$",
    "}",
    "arn:aws:",
    "${aws:TagKeys}",
];

/// What texts and values are made of.
const TEXT: [&str; 16] =
    ["a", "b", "ab", "aa", "é", "😀", ":", "/", "*", "?", "$", "A", "arn:aws:", "{", "", "::::"];

/// More of what ends a variable badly.
const MESS: [&str; 12] =
    ["${", ", '", "'}", ",", "'", "}", "k:one", "k:none", "${k:none,'x'}", "${}", " ", "${k:none, 'x'y'}"];

/// An entry matches a text exactly if the textbook says so.
pub fn pattern(data: &[u8]) {
    let numbers = numbers(data);
    let mut tape = Tape::new(&numbers);
    let place = tape.pick(&Place::ALL);
    let negated = tape.chance(15);
    let variables = !tape.chance(10);
    let mut entries = vec![pieces(&mut tape, &PATTERN)];
    if tape.chance(15) {
        entries.push(pieces(&mut tape, &PATTERN));
    }
    let text = pieces(&mut tape, &TEXT);
    let mut facts = Vec::new();
    for key in ["k:one", "k:two", "aws:TagKeys"] {
        let count = tape.pick(&[1, 1, 1, 0, 2]);
        let values: Vec<String> = (0..count).map(|_| pieces(&mut tape, &TEXT[..14])).collect();
        facts.push((key, values));
    }
    let trial = Trial { place, negated, variables, entries, text, facts };
    if let Some(found) = trial.decided() {
        assert_eq!(found, trial.expected(), "{trial:?}");
    }
}

fn pieces(tape: &mut Tape<'_>, choices: &[&str]) -> String {
    let count = tape.below(9);
    let mess = choices.len() == PATTERN.len() && tape.chance(15);
    (0..count).map(|_| if mess && tape.chance(50) { tape.pick(&MESS) } else { tape.pick(choices) }).collect()
}
