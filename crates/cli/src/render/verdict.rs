//! One answer: the verdict first, the layers on one line, the statement that decides with its source.

mod depends;
mod layers;

use anstyle::{AnsiColor, Style};
use sayso::evaluate::{Element, ElementCheck, StatementTrace};
use sayso::explain::element_name;
use sayso::report::Report;
use sayso::{Decision, Effect, Explanation, Span, Truth};

use super::snippet::{self, Mark};

/// Near misses shown; more of them help nobody.
const CLOSEST_SHOWN: usize = 3;

/// For a terminal; the styles are stripped on the way out where they are not wanted.
pub(crate) fn text(explanation: &Explanation<'_>, report: &Report) -> String {
    let request = &report.request;
    let style = style(explanation.decision());
    let mut blocks = vec![format!(
        "{style}{}{style:#}  {} on {}\n{:width$}  {}",
        headline(explanation.decision()),
        request.action,
        request.resource,
        "",
        report.summary,
        width = headline(explanation.decision()).len(),
    )];
    blocks.push(format!("  {}", layers::line(explanation)));
    blocks.extend(explanation.deciding().into_iter().filter_map(|trace| statement(explanation, trace)));
    blocks.extend(depends::text(explanation));
    blocks.extend(closest(explanation));
    blocks.extend(footnotes(explanation, report));
    blocks.join("\n\n")
}

/// For a comment on a pull request.
pub(crate) fn markdown(explanation: &Explanation<'_>, report: &Report) -> String {
    let request = &report.request;
    let mut blocks = vec![
        format!("**{}** `{}` on `{}`", headline(explanation.decision()), request.action, request.resource),
        format!("{}.", report.summary),
        layers::markdown(explanation),
    ];
    for trace in explanation.deciding() {
        if let (Some(node), Some(source)) = (explanation.node(trace.at), explanation.source(trace.at)) {
            let fence = format!("```json\n{}\n```", source.slice(node.span));
            blocks.push(format!("{}:\n\n{fence}", statement_title(explanation, trace)));
        }
    }
    let near = explanation.closest();
    let near = near.iter().take(CLOSEST_SHOWN).map(|trace| {
        let why: Vec<String> = failing(explanation, trace);
        format!("- {}: {}", statement_title(explanation, trace), why.join("; "))
    });
    let near: Vec<String> = near.collect();
    if !near.is_empty() {
        blocks.push(format!("Closest statements:\n\n{}", near.join("\n")));
    }
    blocks.extend(depends::markdown(explanation));
    blocks.extend(footnotes(explanation, report));
    blocks.join("\n\n")
}

fn headline(decision: Decision) -> &'static str {
    match decision {
        Decision::Allowed => "ALLOWED",
        Decision::ExplicitDeny => "DENIED (explicit)",
        Decision::ImplicitDeny => "DENIED (implicit)",
        Decision::Depends => "DEPENDS",
    }
}

fn style(decision: Decision) -> Style {
    let color = match decision {
        Decision::Allowed => AnsiColor::Green,
        Decision::ExplicitDeny | Decision::ImplicitDeny => AnsiColor::Red,
        Decision::Depends => AnsiColor::Yellow,
    };
    Style::new().bold().fg_color(Some(color.into()))
}

/// `Sid ReadLogs (role.json:5:5)`
fn statement_title(explanation: &Explanation<'_>, trace: &StatementTrace) -> String {
    let place = match (explanation.source(trace.at), explanation.node(trace.at)) {
        (Some(source), Some(node)) => source.place(node.span),
        _ => String::new(),
    };
    let sid = explanation.node(trace.at).and_then(|node| node.sid.as_ref());
    let name = match sid {
        Some(sid) if !sid.value.is_empty() => format!("`{}`", sid.value),
        _ => format!("statement {}", trace.at.statement + 1),
    };
    let group = explanation.group(trace.at).map(|group| format!(", through {group}"));
    format!(
        "{name} of the {}{} ({place})",
        explanation.layer_phrase(trace.at.layer),
        group.unwrap_or_default()
    )
}

/// A deciding statement with its source; each element underlined where the request meets it.
fn statement(explanation: &Explanation<'_>, trace: &StatementTrace) -> Option<String> {
    let (source, node) = (explanation.source(trace.at)?, explanation.node(trace.at)?);
    let verb = match trace.effect {
        Effect::Allow => "allowed by",
        Effect::Deny => "denied by",
    };
    let title = format!("{verb} {}", statement_title(explanation, trace));
    let effect = node.effect.as_ref().map_or(Span::at(node.span.start as usize), |effect| effect.span);
    let mut marks = vec![Mark { span: effect, label: String::new(), primary: true }];
    for check in &trace.elements {
        if let Some(span) = meeting_place(explanation, trace, check) {
            marks.push(Mark { span, label: explanation.label(trace.at, check), primary: false });
        }
    }
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
    let entry = check.outcome.entry();
    let list = match check.element {
        Element::Action => node.action.as_ref(),
        Element::Resource => node.resource.as_ref(),
        Element::Principal | Element::Condition(_) => None,
    };
    let of_list = entry.zip(list).and_then(|(entry, list)| list.entries.get(entry as usize)).map(|e| e.span);
    of_list.or_else(|| explanation.element_span(trace.at, check.element))
}

/// The statements that came nearest to allowing, and what failed.
fn closest(explanation: &Explanation<'_>) -> Option<String> {
    let closest = explanation.closest();
    if closest.is_empty() {
        return None;
    }
    let lines = (1..).zip(closest.iter().take(CLOSEST_SHOWN)).map(|(number, trace)| {
        let why = failing(explanation, trace).join("\n     ");
        format!("  {number}  {}\n     {why}", statement_title(explanation, trace))
    });
    Some(format!("closest statements\n{}", lines.collect::<Vec<_>>().join("\n")))
}

fn failing(explanation: &Explanation<'_>, trace: &StatementTrace) -> Vec<String> {
    let failing = trace.elements.iter().filter(|check| check.outcome.truth == Truth::No);
    failing
        .map(|check| {
            let name = explanation.node(trace.at).map(|node| element_name(node, check.element));
            format!("{}: {}", name.unwrap_or_default(), explanation.because(trace.at, check))
        })
        .collect()
}

fn footnotes(explanation: &Explanation<'_>, report: &Report) -> Vec<String> {
    let mut notes: Vec<String> = report.notes.iter().map(|note| format!("note: {note}")).collect();
    let context = &explanation.request().context;
    let absent = report.missing_context_keys.iter().filter(|key| !context.is_unknown(key));
    let keys = absent.map(String::as_str).collect::<Vec<_>>().join(", ");
    if !keys.is_empty() {
        notes.push(format!("note: taken as absent, because not given: {keys}"));
    }
    if notes.is_empty() { notes } else { vec![notes.join("\n")] }
}
