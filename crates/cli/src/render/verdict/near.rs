//! What came nearest to allowing, and the smallest edit that would.

use sayso::evaluate::StatementTrace;
use sayso::explain::element_name;
use sayso::{Decision, Explanation, Suggestion, Truth};

use super::statement;
use crate::render::{snippet, wrap};

/// Near misses shown; more of them help nobody.
pub(super) const SHOWN: usize = 3;

/// The statements that came nearest to allowing, and what failed.
pub(super) fn closest(explanation: &Explanation<'_>) -> Option<String> {
    let closest = explanation.closest();
    let mut lines = vec!["closest statements".to_owned()];
    for (number, trace) in (1..).zip(closest.iter().take(SHOWN)) {
        lines.push(wrap::hanging(&format!("  {number}  "), &statement::title(explanation, trace)));
        lines.extend(failing(explanation, trace).iter().map(|why| wrap::hanging("     ", why)));
    }
    (lines.len() > 1).then(|| lines.join("\n"))
}

/// The elements that fail, each with its reason.
pub(super) fn failing(explanation: &Explanation<'_>, trace: &StatementTrace) -> Vec<String> {
    let failing = trace.elements.iter().filter(|check| check.outcome.truth == Truth::No);
    failing
        .map(|check| {
            let name = explanation.node(trace.at).map(|node| element_name(node, check.element));
            format!("{}: {}", name.unwrap_or_default(), explanation.because(trace.at, check))
        })
        .collect()
}

/// The smallest edit that was found, and how far it leads.
pub(super) fn fix(explanation: &Explanation<'_>) -> Option<String> {
    let suggestion = explanation.suggestions().first()?;
    let source = explanation.source(suggestion.at)?;
    let place = format!(" --> {}", source.place(suggestion.edit.span));
    let lines = [
        wrap::hanging("smallest fix: ", &suggestion.what),
        wrap::hanging("     checked: ", &checked(explanation, suggestion)),
        wrap::hanging("newly allows: ", &suggestion.reach.to_string()),
        snippet::patch(source, &suggestion.edit).unwrap_or(place),
    ];
    Some(lines.join("\n"))
}

/// What the edited policy was found to decide.
pub(super) fn checked(explanation: &Explanation<'_>, suggestion: &Suggestion) -> String {
    let others = explanation.must_change().into_iter().filter(|layer| *layer != suggestion.at.layer);
    let others: Vec<String> =
        others.map(|layer| format!("the {}", explanation.layer_phrase(layer))).collect();
    match suggestion.decision {
        Decision::Allowed => "then allowed".to_owned(),
        _ if others.is_empty() => "not enough".to_owned(),
        _ => format!("not enough, {} must change too", others.join(" and ")),
    }
}
