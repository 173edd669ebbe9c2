//! A statement that decides, with its source.

use sayso::evaluate::{Element, ElementCheck, StatementTrace};
use sayso::{Effect, Explanation, Span};

use crate::render::snippet::{self, Mark};
use crate::render::wrap;

/// `ReadLogs` of the identity-based policy (role.json:5:5)
pub(super) fn title(explanation: &Explanation<'_>, trace: &StatementTrace) -> String {
    let (source, node) = (explanation.source(trace.at), explanation.node(trace.at));
    let place = source.zip(node).map(|(source, node)| source.place(node.span)).unwrap_or_default();
    let sid = node.and_then(|node| node.sid.as_ref()).filter(|sid| !sid.value.is_empty());
    let name = match sid {
        Some(sid) => format!("`{}`", sid.value),
        None => format!("statement {}", trace.at.statement + 1),
    };
    let group = explanation.group(trace.at).map(|group| format!(", through {group}")).unwrap_or_default();
    format!("{name} of the {}{group} ({place})", explanation.layer_phrase(trace.at.layer))
}

/// The statement's lines, each element underlined where the request meets it.
pub(super) fn block(explanation: &Explanation<'_>, trace: &StatementTrace) -> Option<String> {
    let (source, node) = (explanation.source(trace.at)?, explanation.node(trace.at)?);
    let verb = match trace.effect {
        Effect::Allow => "allowed by ",
        Effect::Deny => "denied by ",
    };
    let effect = node.effect.as_ref().map_or(Span::at(node.span.start as usize), |effect| effect.span);
    let mut marks = vec![Mark { span: effect, label: String::new(), primary: true }];
    marks.extend(trace.elements.iter().filter_map(|check| {
        let span = meeting_place(explanation, trace, check)?;
        Some(Mark { span, label: explanation.label(trace.at, check), primary: false })
    }));
    let title = wrap::hanging(verb, &title(explanation, trace));
    match snippet::render(source, &marks) {
        Some(snippet) => Some(format!("{title}\n{snippet}")),
        None => Some(title),
    }
}

/// The entry that the request meets, or the whole element.
fn meeting_place(
    explanation: &Explanation<'_>,
    trace: &StatementTrace,
    check: &ElementCheck,
) -> Option<Span> {
    let node = explanation.node(trace.at)?;
    let list = match check.element {
        Element::Action => node.action.as_ref(),
        Element::Resource => node.resource.as_ref(),
        Element::Principal | Element::Condition(_) => None,
    };
    let entry = check.outcome.entry().zip(list).and_then(|(entry, list)| list.entries.get(entry as usize));
    entry.map(|entry| entry.span).or_else(|| explanation.element_span(trace.at, check.element))
}
