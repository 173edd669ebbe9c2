//! What a reader should know of statements that would otherwise apply.

use super::Explanation;
use crate::document::Version;
use crate::evaluate::{Because, Element, StatementTrace};
use crate::truth::Truth;

/// C29: clauses that no request can meet, because the key holds a list and the operator takes one value.
pub(super) fn void_clauses(explanation: &Explanation<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for trace in explanation.trace().statements().iter().filter(|trace| super::applies(trace)) {
        let void = |because| because == Because::NeedsSetOperator;
        for check in trace.elements.iter().filter(|check| void(check.outcome.because)) {
            notes.push(format!("{}: {}", place(explanation, trace), explanation.because(trace.at, check)));
        }
    }
    notes
}

/// G08: `${…}` in a policy whose version takes it for text, in a statement that fails for it.
pub(super) fn plain_variables(explanation: &Explanation<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for trace in explanation.trace().statements().iter().filter(|trace| trace.matched == Truth::No) {
        let Some(policy) = explanation.policy(trace.at) else { continue };
        let version = policy.document().version().map(|version| version.value).unwrap_or_default();
        let failing = trace.elements.iter().filter(|check| check.outcome.truth == Truth::No);
        let plain = |element| {
            let span = explanation.element_span(trace.at, element);
            let text = span.zip(explanation.source(trace.at)).map(|(span, source)| source.slice(span));
            text.is_some_and(|text| text.contains("${"))
        };
        let mut elements = failing.map(|check| check.element).filter(|element| *element != Element::Action);
        if version == Version::V2008 && elements.any(plain) {
            let place = place(explanation, trace);
            notes
                .push(format!("{place}: `${{…}}` is plain text, for the policy's Version is not 2012-10-17"));
        }
    }
    notes
}

fn place(explanation: &Explanation<'_>, trace: &StatementTrace) -> String {
    let source = explanation.source(trace.at).zip(explanation.node(trace.at));
    source.map(|(source, node)| source.place(node.span)).unwrap_or_default()
}
