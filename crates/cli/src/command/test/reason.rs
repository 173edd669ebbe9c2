//! From a trace to what a decision rests on.

use sayso::document::{ListElement, StatementNode};
use sayso::evaluate::{Because, Element, LayerEffect, Obstacle, StatementTrace};
use sayso::{Case, Decision, Effect, Layer, Source, Span, Trace};

use super::report::{Decider, Place, Reason};
use crate::render::snippet::{self, Mark};

/// What `decision` rests on.
pub(super) fn find(case: &Case, trace: &Trace, decision: Decision) -> Reason {
    let mut deciding: Vec<&StatementTrace> = trace.deciding(decision).collect();
    deciding.sort_by_key(|statement| weight(statement.at.layer, decision));
    let others = deciding.len().saturating_sub(1);
    if let Some(decider) = deciding.first().and_then(|statement| decider(case, statement)) {
        return Reason::Statement { decider, others };
    }
    if decision != Decision::ImplicitDeny {
        return Reason::Nothing;
    }
    let silent = trace.layers().iter().filter(|layer| layer.effect == LayerEffect::ImplicitDeny);
    Reason::Silence {
        layers: silent.map(|layer| layer_name(case, layer.layer)).collect(),
        obstacles: trace.obstacles().iter().copied().map(Obstacle::sentence).collect(),
    }
}

/// Grants are told before the caps that let them pass; denies stand in reporting order.
fn weight(layer: Layer, decision: Decision) -> u8 {
    match (decision, layer) {
        (Decision::ExplicitDeny, _) | (_, Layer::Identity) => 0,
        (_, Layer::Resource) => 1,
        _ => 2,
    }
}

fn node<'c>(case: &'c Case, statement: &StatementTrace) -> Option<(&'c sayso::Policy, &'c StatementNode)> {
    let policy = case.policies.layer(statement.at.layer).nth(statement.at.policy as usize)?;
    Some((policy, policy.document().statements().get(statement.at.statement as usize)?))
}

fn decider(case: &Case, statement: &StatementTrace) -> Option<Decider> {
    let (policy, node) = node(case, statement)?;
    let source = policy.document().source();
    Some(Decider {
        sid: node.sid.as_ref().map(|sid| sid.value.clone()),
        effect: statement.effect,
        layer: layer_name(case, statement.at.layer),
        policy: policy.name().to_owned(),
        place: place(source, node.span),
        snippet: snippet_of(source, node, statement),
    })
}

/// The statement's effect, and the entries through which it matches.
fn snippet_of(source: &Source, node: &StatementNode, statement: &StatementTrace) -> Option<String> {
    let label = match statement.effect {
        Effect::Allow => "this allows",
        Effect::Deny => "this denies",
    };
    let effect = node.effect.as_ref()?.span;
    let own = || Mark { span: effect, label: label.to_owned(), primary: true };
    let mut marks = vec![own()];
    for check in &statement.elements {
        let entries =
            |list: &Option<ListElement>, entry: u32| Some(list.as_ref()?.entries.get(entry as usize)?.span);
        let span = match (check.element, check.outcome.because) {
            (Element::Action, Because::Entry { entry, .. }) => entries(&node.action, entry),
            (Element::Resource, Because::Entry { entry, .. }) => entries(&node.resource, entry),
            _ => None,
        };
        marks.extend(span.map(|span| Mark { span, label: String::new(), primary: false }));
    }
    snippet::render(source, &marks).or_else(|| snippet::render(source, &[own()]))
}

/// Where a span starts.
pub(super) fn place(source: &Source, span: Span) -> Place {
    let at = source.line_column(span.start);
    Place { file: source.name().to_owned(), line: at.line, column: at.column }
}

fn layer_name(case: &Case, layer: Layer) -> String {
    let level = |levels: &[sayso::Level], at: u32| {
        levels.get(at as usize).map_or_else(|| at.to_string(), |level| level.name.clone())
    };
    match layer {
        Layer::ResourceControl(at) => format!("RCPs of {}", level(&case.policies.resource_control, at)),
        Layer::ServiceControl(at) => format!("SCPs of {}", level(&case.policies.service_control, at)),
        Layer::VpcEndpoint => "VPC endpoint policy".to_owned(),
        Layer::Resource => "resource policy".to_owned(),
        Layer::Identity => "identity policies".to_owned(),
        Layer::PermissionsBoundary => "permissions boundary".to_owned(),
        Layer::Session => "session policies".to_owned(),
    }
}
