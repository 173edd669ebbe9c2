//! Three values against two: what is settled while facts are unknown holds whatever they are.

use sayso::Fact;
use serde_json::{Value, json};

use crate::support::settling::{FAMILIES, POOL, UNKNOWN, attached, check};
use crate::support::tape::Tape;
use crate::support::{numbers, one_in};

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
    let world = match data {
        _ if one_in(128, data) => World::Both,
        _ if one_in(8, data) => World::Variables,
        _ => World::Lists,
    };
    let (has_boundary, has_resource) = (tape.chance(25), tape.chance(25));
    let identity = world.document(&mut tape, &[1, 2], false);
    let boundary = has_boundary.then(|| world.document(&mut tape, &[1], false));
    let resource = (has_resource && !has_boundary).then(|| world.document(&mut tape, &[1], true));
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

/// What the clauses of a world have. Texts of one key times lists of another are thousands to try: few worlds have
/// both, or many clauses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum World {
    /// Operators on sets and keys with lists.
    Lists,
    /// Keys compared with each other.
    Variables,
    Both,
}

impl World {
    fn document(self, tape: &mut Tape<'_>, counts: &[usize], principal: bool) -> Value {
        let count = tape.pick(counts);
        let clauses = if count > 1 && self != Self::Both { 1 } else { 2 };
        let statements: Vec<Value> = (0..count).map(|_| self.statement(tape, principal, clauses)).collect();
        json!({"Version": "2012-10-17", "Statement": statements})
    }

    fn statement(self, tape: &mut Tape<'_>, principal: bool, most: usize) -> Value {
        let effect = tape.pick(&["Allow", "Allow", "Deny"]);
        let resource =
            tape.pick(&["*", "*", "*", "*", "arn:aws:s3:::b/${k:one}/*", "arn:aws:s3:::b/${k:two}${k:one}"]);
        let resource = if self == Self::Lists { "*" } else { resource };
        let mut statement = json!({"Effect": effect, "Action": "s3:GetObject", "Resource": resource});
        if principal {
            statement["Principal"] = "*".into();
        }
        for _ in 0..tape.pick(&[1, 2, 0, 1]).min(most) {
            let key =
                tape.pick(&["k:one", "k:one", "k:one", "k:two", "k:two", "k:two", "aws:TagKeys", "k:known"]);
            let key = if self == Self::Variables && key == "aws:TagKeys" { "k:one" } else { key };
            let (operator, values) = self.clause(tape);
            statement["Condition"][operator][key] = values.into();
        }
        statement
    }

    fn clause(self, tape: &mut Tape<'_>) -> (String, Vec<&'static str>) {
        if tape.chance(12) {
            return ("Null".to_owned(), vec![tape.pick(&["true", "false"])]);
        }
        // Two of them are worth more than the rest.
        let family = tape.below(FAMILIES.len() + 3);
        let (operators, values) = FAMILIES[if family < FAMILIES.len() { family } else { family % 2 }];
        let set = tape.pick(&["", "", "ForAllValues:", "ForAnyValue:"]);
        let set = if self == Self::Variables { "" } else { set };
        let if_exists = if tape.chance(25) { "IfExists" } else { "" };
        let operator = format!("{set}{}{if_exists}", tape.pick(operators));
        let mut values = tape.several(&[1, 1, 2], values);
        if self == Self::Lists {
            values.iter_mut().filter(|value| compares(value)).for_each(|value| *value = "${k:known}");
        }
        (operator, values)
    }
}

/// Whether a value is that of another unknown key.
fn compares(value: &str) -> bool {
    value.contains("${k:one}") || value.contains("${k:two}")
}
