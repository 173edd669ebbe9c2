//! Which statements came nearest to allowing.

use super::Explanation;
use crate::attached::Layer;
use crate::document::Effect;
use crate::evaluate::{Element, LayerTrace, StatementTrace};
use crate::truth::Truth;

/// The Allow statements of a silent layer by how far they are from matching, nearest first. Within an
/// account the resource's policy can stand in for silent identity policies (E05).
pub(super) fn rank<'e>(explanation: &'e Explanation<'_>, layer: Layer) -> Vec<&'e StatementTrace> {
    let resource_helps = layer == Layer::Identity && !explanation.trace().layers().iter().any(needs_resource);
    let of_layer = |statement: &&StatementTrace| {
        let counts = statement.at.layer == layer || resource_helps && statement.at.layer == Layer::Resource;
        counts && statement.effect == Effect::Allow && statement.matched == Truth::No
    };
    let mut statements: Vec<&StatementTrace> =
        explanation.trace().statements().iter().filter(of_layer).collect();
    statements.sort_by_key(|near| (distance(explanation, near), near.at.layer != layer, near.at));
    statements
}

fn needs_resource(layer: &LayerTrace) -> bool {
    layer.layer == Layer::Resource && layer.needed
}

/// Failing elements, weighted by how much would have to change for them to match. A statement about
/// another service is no near miss unless there are no better ones.
fn distance(explanation: &Explanation<'_>, statement: &StatementTrace) -> u32 {
    let same_service = names_service(explanation, statement);
    let failing = statement.elements.iter().filter(|check| check.outcome.truth == Truth::No);
    failing
        .map(|check| match check.element {
            Element::Condition(_) => 2,
            Element::Resource => 3,
            Element::Action if same_service => 4,
            Element::Principal => 6,
            Element::Action => 10,
        })
        .sum()
}

fn names_service(explanation: &Explanation<'_>, statement: &StatementTrace) -> bool {
    let service = explanation.request().action.parts().0;
    let action = explanation.node(statement.at).and_then(|node| node.action.as_ref());
    action
        .into_iter()
        .flat_map(|action| &action.entries)
        .any(|entry| entry.value.split_once(':').is_some_and(|(own, _)| own.eq_ignore_ascii_case(service)))
}
