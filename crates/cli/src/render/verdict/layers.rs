//! What each layer says, on one line, in AWS's order.

use sayso::evaluate::LayerEffect;
use sayso::{Explanation, Layer};

const NAMES: [&str; 7] = ["RCP", "SCP", "VPCE", "Resource", "Identity", "Boundary", "Session"];

/// `RCP -  SCP yes  VPCE -  Resource -  Identity yes  Boundary DENY  Session -`
pub(super) fn line(explanation: &Explanation<'_>) -> String {
    let cells = cells(explanation);
    cells.iter().map(|(name, word)| format!("{name} {word}")).collect::<Vec<_>>().join("   ")
}

/// The same as a table of one row.
pub(super) fn markdown(explanation: &Explanation<'_>) -> String {
    let cells = cells(explanation);
    let row = |cells: Vec<&str>| format!("| {} |", cells.join(" | "));
    let rule = vec!["---"; cells.len()];
    let names = cells.iter().map(|(name, _)| *name).collect();
    let words = cells.iter().map(|(_, word)| *word).collect();
    [row(names), row(rule), row(words)].join("\n")
}

fn cells(explanation: &Explanation<'_>) -> Vec<(&'static str, &'static str)> {
    (0..).zip(NAMES).map(|(column, name)| (name, word(explanation, column))).collect()
}

/// The gravest effect among the layers of a column; `-` where none is in force.
fn word(explanation: &Explanation<'_>, of: usize) -> &'static str {
    let layers = explanation.trace().layers().iter().filter(|layer| column(layer.layer) == of);
    match layers.map(|layer| layer.effect).max() {
        None => "-",
        Some(LayerEffect::Allow) => "yes",
        Some(LayerEffect::NoImpact) => "silent",
        Some(LayerEffect::ImplicitDeny) => "no",
        Some(LayerEffect::ExplicitDeny) => "DENY",
        Some(LayerEffect::Depends) => "?",
    }
}

fn column(layer: Layer) -> usize {
    match layer {
        Layer::ResourceControl(_) => 0,
        Layer::ServiceControl(_) => 1,
        Layer::VpcEndpoint => 2,
        Layer::Resource => 3,
        Layer::Identity => 4,
        Layer::PermissionsBoundary => 5,
        Layer::Session => 6,
    }
}
