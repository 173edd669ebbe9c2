//! One answer as Markdown, for a comment on a pull request.

use sayso::Explanation;
use sayso::report::Report;

use super::{behind, depends, headline, layers, near, notes, statement};

/// The same content as the text, in the same order.
pub(crate) fn markdown(explanation: &Explanation<'_>, report: &Report) -> String {
    let asked = format!("`{}` on `{}`", report.request.action, report.request.resource);
    let mut blocks = vec![
        format!("**{}** {asked}", headline(explanation.decision())),
        format!("{}.", report.summary),
        layers::markdown(explanation),
    ];
    for trace in explanation.deciding() {
        if let (Some(node), Some(source)) = (explanation.node(trace.at), explanation.source(trace.at)) {
            let code = source.slice(node.span);
            blocks.push(format!("{}:\n\n```json\n{code}\n```", statement::title(explanation, trace)));
        }
    }
    blocks.extend(depends::markdown(explanation));
    blocks.extend(behind(explanation).map(|sentence| format!("{sentence}.")));
    let near = explanation.closest();
    let near: Vec<String> = near
        .iter()
        .take(near::SHOWN)
        .map(|trace| {
            let why = near::failing(explanation, trace).join("; ");
            format!("- {}: {why}", statement::title(explanation, trace))
        })
        .collect();
    if !near.is_empty() {
        blocks.push(format!("Closest statements:\n\n{}", near.join("\n")));
    }
    if let Some(suggestion) = explanation.suggestions().first() {
        let checked = near::checked(explanation, suggestion);
        blocks.push(format!(
            "Smallest fix: {} ({checked}). It newly allows {}.",
            suggestion.what, suggestion.reach
        ));
    }
    blocks.extend(report.message.as_ref().map(|message| format!("AWS would say:\n\n> {message}")));
    blocks.extend(notes(report).into_iter().map(|note| format!("Note: {note}.")));
    blocks.join("\n\n")
}
