//! Three values against two: what is settled while facts are unknown holds whatever they are.

use sayso::Fact;
use serde_json::{Value, json};

use crate::support::numbers;
use crate::support::settling::{FAMILIES, POOL, UNKNOWN, attached, check};
use crate::support::tape::Tape;

/// Evaluations to settle with: often enough for the few keys and values here, sometimes too few.
const BUDGETS: [usize; 4] = [60, 20, 60, 100];

/// A decision in spite of unknown keys is that of every completion tried; one that depends has examples,
/// and nothing smaller decides.
pub fn settle(data: &[u8]) {
    let numbers = numbers(data);
    let mut tape = Tape::new(&numbers);
    let unknown: &[&str] = match tape.below(16) {
        0..=7 => &UNKNOWN[..2],
        8..=10 => &UNKNOWN[..1],
        11 | 12 => &UNKNOWN[1..],
        13 | 14 => &[UNKNOWN[0], UNKNOWN[2]],
        _ => &UNKNOWN,
    };
    // Each of these of each key is decided, for several sets of keys.
    let facts: Vec<Fact> = (0..if unknown.len() > 2 { 2 } else { 4 }).map(|_| fact(&mut tape)).collect();
    let (has_boundary, has_resource) = (tape.chance(25), tape.chance(25));
    // The cost of settling grows with every use of a key: few statements make many executions.
    let identity = document(&mut tape, &[1, 2, 1, 2], false);
    let boundary = has_boundary.then(|| document(&mut tape, &[1], false));
    let resource = has_resource.then(|| document(&mut tape, &[1], true));
    let budget = tape.pick(&BUDGETS);
    check(&attached(&(identity, boundary, resource)), unknown, &facts, budget);
}

fn fact(tape: &mut Tape<'_>) -> Fact<'static> {
    if tape.chance(15) {
        return Fact::Absent;
    }
    let count = tape.pick(&[1, 1, 1, 1, 1, 1, 0, 2, 2, 3]);
    Fact::Known((0..count).map(|_| tape.pick(&POOL).to_owned()).collect())
}

fn document(tape: &mut Tape<'_>, counts: &[usize], principal: bool) -> Value {
    let count = tape.pick(counts);
    let statements: Vec<Value> = (0..count).map(|_| statement(tape, principal)).collect();
    json!({"Version": "2012-10-17", "Statement": statements})
}

fn statement(tape: &mut Tape<'_>, principal: bool) -> Value {
    let effect = tape.pick(&["Allow", "Allow", "Deny"]);
    let resource =
        tape.pick(&["*", "*", "*", "*", "arn:aws:s3:::b/${k:one}/*", "arn:aws:s3:::b/${k:two}${k:one}"]);
    let mut statement = json!({"Effect": effect, "Action": "s3:GetObject", "Resource": resource});
    if principal {
        statement["Principal"] = "*".into();
    }
    for _ in 0..tape.pick(&[1, 2, 0, 1]) {
        let key =
            tape.pick(&["k:one", "k:one", "k:one", "k:two", "k:two", "k:two", "aws:TagKeys", "k:known"]);
        let (operator, values) = clause(tape);
        statement["Condition"][operator][key] = values.into();
    }
    statement
}

fn clause(tape: &mut Tape<'_>) -> (String, Vec<&'static str>) {
    if tape.chance(12) {
        return ("Null".to_owned(), vec![tape.pick(&["true", "false"])]);
    }
    // Two of them are worth more than the rest.
    let family = tape.below(FAMILIES.len() + 3);
    let (operators, values) = FAMILIES[if family < FAMILIES.len() { family } else { family % 2 }];
    let set = tape.pick(&["", "", "ForAllValues:", "ForAnyValue:"]);
    let if_exists = if tape.chance(25) { "IfExists" } else { "" };
    let operator = format!("{set}{}{if_exists}", tape.pick(operators));
    (operator, tape.several(&[1, 1, 2], values))
}
