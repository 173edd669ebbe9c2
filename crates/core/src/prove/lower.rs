//! A statement as cubes: unions of what is asked of each variable, all of one cube at once.

use std::rc::Rc;

use super::entry::{Case, Entry, cases};
use super::language::{Glob, Step};
use super::literal::{Body, RESOURCE};
use super::space::Space;
use super::theory::Predicate;
use crate::condition::{BaseOperator, Clause, ConditionOperator, SetOperator, Test};
use crate::document::{ConditionClause, StatementNode};
use crate::pattern::Pattern;
use crate::policy::Statement;
use crate::truth::Truth;

/// Cubes of one statement beyond which it is not understood.
const MOST_CUBES: usize = 1_000;

/// Literals, all of which must hold.
pub(super) type Cube = Rc<[u32]>;

/// Literals of which all of one list must hold.
type Either = Vec<Vec<u32>>;

/// The cubes of a statement but for its action and principals.
pub(super) fn cubes(space: &mut Space, statement: &Statement, node: &StatementNode) -> Vec<Cube> {
    let mut all: Either = vec![Vec::new()];
    if let Some((negated, entries)) = statement.resource_element() {
        let either = resource(space, negated, entries);
        all = both(&all, &either);
    }
    let written = node.condition.iter().flat_map(|condition| &condition.clauses);
    for (clause, written) in statement.clauses().iter().zip(written) {
        let either = condition(space, clause, written);
        all = both(&all, &either);
        if all.len() > MOST_CUBES {
            let text = format!("{statement:?}");
            return vec![Rc::from([opaque(space, text, |space, signed| space.on(RESOURCE, signed))])];
        }
    }
    let cube = |mut literals: Vec<u32>| -> Cube {
        literals.sort_unstable();
        literals.dedup();
        literals.into()
    };
    all.into_iter().map(cube).collect()
}

fn both(one: &Either, other: &Either) -> Either {
    let joined = |left: &Vec<u32>| {
        let left = left.clone();
        other.iter().map(move |right| left.iter().chain(right).copied().collect())
    };
    one.iter().flat_map(joined).collect()
}

fn opaque(space: &mut Space, text: String, on: impl Fn(&mut Space, super::literal::Signed) -> u32) -> u32 {
    let signed = space.predicate(Predicate::Opaque(text));
    on(space, signed)
}

fn resource(space: &mut Space, negated: bool, entries: &[Pattern]) -> Either {
    if entries.is_empty() {
        return Vec::new();
    }
    if entries.contains(&Pattern::Any) {
        return if negated { Vec::new() } else { vec![Vec::new()] };
    }
    let listed: Vec<Entry<'_>> = entries.iter().map(Entry::plain).collect();
    let Some(cases) = cases(space, &listed, negated) else {
        let text = format!("Resource {entries:?}");
        let literal = opaque(space, text, |space, mut signed| {
            signed.negated = negated;
            space.on(RESOURCE, signed)
        });
        return vec![vec![literal]];
    };
    let either = |Case { mut literals, globs }| {
        let mut signed = space.text(globs);
        signed.negated = negated;
        literals.push(space.on(RESOURCE, signed));
        literals
    };
    cases.into_iter().map(either).collect()
}

/// One clause, by the evaluator's own table of operators.
fn condition(space: &mut Space, clause: &Clause, written: &ConditionClause) -> Either {
    let operator = clause.operator();
    let key = space.key(clause.key());
    let if_absent = |space: &mut Space| space.on_key(key, true, Body::Never);
    if let Test::Null(wanted) = clause.test() {
        return null(space, operator, key, wanted);
    }
    if clause.test().is_empty() {
        // G12, O34.
        return match (operator.set, operator.if_exists) {
            (None, false) => vec![Vec::new()],
            (Some(SetOperator::ForAllValues), _) | (_, true) => vec![vec![if_absent(space)]],
            (Some(SetOperator::ForAnyValue), false) => Vec::new(),
        };
    }
    let absent = operator.holds_without_key();
    if operator.set.is_none() && clause.key().is_multivalued() {
        // C29: whatever its values.
        return vec![vec![space.on_key(key, absent, Body::Never)]];
    }
    let negated = operator.base.is_negated();
    let jointly = negated || operator.set == Some(SetOperator::ForAllValues);
    let found = match predicates(space, clause, written, jointly) {
        Some(found) => found,
        None => {
            let values: Vec<&str> = written.values.iter().map(|value| &*value.value).collect();
            let signed = space.predicate(Predicate::Opaque(format!("{operator}: {}", values.join(", "))));
            vec![(Vec::new(), signed)]
        }
    };
    let has_cases = found.iter().any(|(literals, _)| !literals.is_empty()) || found.is_empty();
    let mut either: Either = Vec::new();
    for (mut literals, mut signed) in found {
        signed.negated = negated;
        let body = match operator.set {
            None => Body::Single(signed),
            Some(SetOperator::ForAllValues) => Body::Every(signed),
            Some(SetOperator::ForAnyValue) => Body::Some(signed),
        };
        literals.push(space.on_key(key, absent, body));
        either.push(literals);
    }
    // An absent key will do whether or not a variable has a value.
    if absent && !jointly && has_cases {
        either.push(vec![if_absent(space)]);
    }
    either
}

/// C28.
fn null(space: &mut Space, operator: ConditionOperator, key: u32, wanted: &[Option<Truth>]) -> Either {
    match operator.set {
        Some(SetOperator::ForAllValues) => return vec![Vec::new()],
        Some(SetOperator::ForAnyValue) => return Vec::new(),
        None => {}
    }
    let asks = |absence: bool| wanted.contains(&Some(Truth::from(absence)));
    match (asks(true), asks(false)) {
        _ if wanted.is_empty() => vec![Vec::new()],
        (true, true) => vec![Vec::new()],
        (true, false) => vec![vec![space.on_key(key, true, Body::Never)]],
        (false, true) => vec![vec![space.on_key(key, false, Body::Any)]],
        (false, false) => Vec::new(),
    }
}

type Predicates = Vec<(Vec<u32>, super::literal::Signed)>;

/// What a value has to compare with, for each case of the variables. `None` of what is not understood.
fn predicates(
    space: &mut Space,
    clause: &Clause,
    written: &ConditionClause,
    jointly: bool,
) -> Option<Predicates> {
    let entries: Vec<Entry<'_>> = match clause.test() {
        Test::Text(patterns) => patterns.iter().map(Entry::plain).collect(),
        Test::IgnoreCase(patterns) => {
            patterns.iter().map(|pattern| Entry { parts: vec![pattern], folded: true }).collect()
        }
        Test::Arn(entries) => entries
            .iter()
            .flatten()
            .map(|fields| Entry { parts: fields.iter().collect(), folded: false })
            .collect(),
        Test::Bool(patterns) => return Some(vec![(Vec::new(), booleans(space, patterns)?)]),
        Test::Binary(texts) => {
            let glob = |text: &str| text.chars().map(|letter| Step::Char(letter.into())).collect();
            let globs = texts.iter().flatten().map(|text| glob(text)).collect();
            return Some(vec![(Vec::new(), space.text(globs))]);
        }
        Test::Numeric(..) | Test::Date(..) | Test::Ip(_) => {
            let mut texts: Vec<String> = written.values.iter().map(|value| value.value.clone()).collect();
            texts.sort_unstable();
            texts.dedup();
            let operator = positive(clause.operator().base);
            return Some(vec![(Vec::new(), space.predicate(Predicate::Typed(operator, texts)))]);
        }
        Test::Null(_) => return None,
    };
    if entries.iter().flat_map(|entry| &entry.parts).any(|pattern| pattern.is_open()) {
        return None;
    }
    let cases = cases(space, &entries, jointly)?;
    Some(cases.into_iter().map(|Case { literals, globs }| (literals, space.text(globs))).collect())
}

/// O14: only these words are booleans. Variables among them are not understood.
fn booleans(space: &mut Space, patterns: &[Pattern]) -> Option<super::literal::Signed> {
    let mut globs: Vec<Glob> = Vec::new();
    for pattern in patterns {
        let text = pattern.literal()?;
        let word = ["true", "false"].into_iter().find(|word| text.eq_ignore_ascii_case(word));
        globs.extend(word.map(|word| word.chars().map(|letter| Step::Folded(letter.into())).collect()));
    }
    Some(space.text(globs))
}

fn positive(operator: BaseOperator) -> BaseOperator {
    use BaseOperator as Op;
    match operator {
        Op::NumericNotEquals => Op::NumericEquals,
        Op::DateNotEquals => Op::DateEquals,
        Op::NotIpAddress => Op::IpAddress,
        other => other,
    }
}
