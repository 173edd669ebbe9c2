//! Which statements came nearest to allowing.

use crate::attached::Layer;
use crate::document::Effect;
use crate::evaluate::{Element, StatementTrace, Trace};
use crate::truth::Truth;

/// The Allow statements of a silent layer by how far they are from matching, nearest first. A
/// statement that is about another action or caller is no near miss unless there are no better ones.
pub(super) fn rank(trace: &Trace, layer: Layer) -> Vec<&StatementTrace> {
    let of_layer = |statement: &&StatementTrace| {
        statement.at.layer == layer && statement.effect == Effect::Allow && statement.matched == Truth::No
    };
    let mut statements: Vec<&StatementTrace> = trace.statements().iter().filter(of_layer).collect();
    statements.sort_by_key(|statement| (distance(statement), statement.at));
    statements
}

/// Failing elements, weighted by how much would have to change for them to match.
fn distance(statement: &StatementTrace) -> u32 {
    let failing = statement.elements.iter().filter(|check| check.outcome.truth == Truth::No);
    failing
        .map(|check| match check.element {
            Element::Condition(_) => 1,
            Element::Resource => 2,
            Element::Action => 4,
            Element::Principal => 8,
        })
        .sum()
}
