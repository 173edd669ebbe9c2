//! One answer: the verdict first, the layers on one line, the statement that decides with its source,
//! then what to do about it.

mod depends;
mod layers;
mod markdown;
mod message;
mod near;
mod statement;

use anstyle::{AnsiColor, Style};
use sayso::harmless::one_line;
use sayso::report::Report;
use sayso::{Decision, Effect, Explanation, Layer};

use super::wrap;

pub(crate) use markdown::markdown;

/// For a terminal; the styles are stripped on the way out where they are not wanted.
pub fn text(explanation: &Explanation<'_>, report: &Report) -> String {
    let mut blocks = vec![verdict(explanation, report), format!("  {}", layers::line(explanation))];
    blocks
        .extend(explanation.deciding().into_iter().filter_map(|trace| statement::block(explanation, trace)));
    blocks.extend(behind(explanation).map(|sentence| wrap::hanging("", &sentence)));
    blocks.extend(depends::text(explanation));
    blocks.extend(near::closest(explanation));
    blocks.extend(near::fix(explanation));
    blocks.extend(message::block(report));
    let notes: Vec<String> = notes(report).iter().map(|note| wrap::hanging("note: ", note)).collect();
    if !notes.is_empty() {
        blocks.push(notes.join("\n"));
    }
    blocks.join("\n\n")
}

fn verdict(explanation: &Explanation<'_>, report: &Report) -> String {
    let (style, headline) = (style(explanation.decision()), headline(explanation.decision()));
    let indent = " ".repeat(headline.len() + 2);
    let asked = one_line(format!("{} on {}", report.request.action, report.request.resource));
    format!("{style}{headline}{style:#}  {asked}\n{}", wrap::hanging(&indent, &report.summary))
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

/// What stands behind the denial that was named: whether an allow does, and which other layers would
/// have to change.
fn behind(explanation: &Explanation<'_>) -> Option<String> {
    if explanation.decision() == Decision::ImplicitDeny {
        return several(explanation);
    }
    if explanation.decision() != Decision::ExplicitDeny {
        return None;
    }
    let silent = explanation.silent_layers();
    if !silent.is_empty() || !explanation.trace().obstacles().is_empty() {
        let layers: Vec<String> =
            silent.iter().map(|layer| format!("no {}", explanation.layer_phrase(*layer))).collect();
        let missing =
            if layers.is_empty() { String::new() } else { format!(": {} allows it", layers.join(" and ")) };
        return Some(format!("lifting the denial would not be enough{missing}"));
    }
    let allow = explanation
        .trace()
        .matched(Effect::Allow)
        .min_by_key(|allow| (allow.at.layer != Layer::Identity, allow.at))?;
    Some(format!("{} allows it, which a denial overrules", statement::title(explanation, allow)))
}

/// For an implicit deny by more than one layer: all of them, as AWS names only the first.
fn several(explanation: &Explanation<'_>) -> Option<String> {
    let layers = explanation.must_change();
    let names: Vec<String> =
        layers.iter().map(|layer| format!("the {}", explanation.layer_phrase(*layer))).collect();
    (names.len() > 1).then(|| format!("{} layers would have to change: {}", names.len(), names.join(" and ")))
}

/// What changes how the answer must be read.
fn notes(report: &Report) -> Vec<String> {
    let mut notes = report.notes.clone();
    if !report.missing_context_keys.is_empty() {
        notes.push(format!("taken as absent, because not given: {}", report.missing_context_keys.join(", ")));
    }
    notes
}
