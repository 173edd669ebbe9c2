//! Statements that another one covers.

use crate::document::Effect;
use crate::lint::context::Context;

/// Statements compared with each other in one policy, and steps taken for it.
const MOST_STATEMENTS: usize = 200;
const MOST_STEPS: usize = 2_000_000;

/// For each statement of an effect that one of `by` covers, the two numbers. Two that cover each other say the
/// same, which another rule finds.
pub(super) fn covered_by(context: &Context<'_>, effect: Effect, by: Effect) -> Vec<(usize, usize)> {
    let statements = context.globs();
    let mut budget = MOST_STEPS;
    let mut found = Vec::new();
    let of = |wanted: Effect| {
        let numbered = statements.iter().take(MOST_STATEMENTS).enumerate();
        numbered.filter(move |(_, statement)| statement.effect == Some(wanted))
    };
    for (number, statement) in of(effect) {
        let mut covering = of(by).filter(|(other_number, other)| {
            *other_number != number
                && other.covers(statement, &mut budget)
                && (effect != by || !statement.covers(other, &mut budget))
        });
        found.extend(covering.next().map(|(other, _)| (number, other)));
    }
    found
}
