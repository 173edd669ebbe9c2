//! What a change of a policy allows more and less.

use std::fmt::Write as _;

use sayso::harmless::one_line;
use sayso::prove::Difference;
use serde_json::{Value, json};

use super::proof::{command, rows, witness};
use crate::command::diff::Changes;
use crate::command::prove::Company;

/// Actions that are named of one group.
const MOST_ACTIONS: usize = 8;

pub(crate) fn text(changes: &Changes) -> String {
    let mut text = String::new();
    for (title, found) in parts(changes) {
        let count = found.iter().map(|one| one.actions.len()).sum::<usize>();
        _ = writeln!(text, "{title}: {}", counted(count));
        for one in found {
            _ = writeln!(text, "\n  {}", one_line(actions(one)));
            for (name, value) in rows(&one.witness) {
                _ = writeln!(text, "    {name:<12}{}", one_line(&value));
            }
        }
        text.push('\n');
    }
    for why in &changes.unknown {
        _ = writeln!(text, "unknown: {}", one_line(why.to_string()));
    }
    text.truncate(text.trim_end().len());
    text
}

pub(crate) fn markdown(changes: &Changes) -> String {
    let mut text = String::new();
    let companies: [&Company; 2] = [&changes.companies[1], &changes.companies[0]];
    for ((title, found), company) in parts(changes).into_iter().zip(companies) {
        let count = found.iter().map(|one| one.actions.len()).sum::<usize>();
        _ = writeln!(text, "**{title}**: {}\n", counted(count));
        if found.is_empty() {
            continue;
        }
        _ = writeln!(text, "| actions | for example on |\n|---|---|");
        for one in found {
            let resource = one_line(&*one.witness.resource.arn).replace('|', "\\|");
            _ = writeln!(text, "| {} | `{resource}` |", one_line(actions(one)));
        }
        if let Some(command) = found.first().and_then(|one| command(company, &one.witness)) {
            _ = writeln!(text, "\n```sh\n{command}\n```\n");
        }
    }
    for why in &changes.unknown {
        _ = writeln!(text, "**unknown**: {}\n", one_line(why.to_string()));
    }
    text.truncate(text.trim_end().len());
    text
}

pub(crate) fn json(changes: &Changes) -> String {
    let list = |found: &[Difference]| -> Vec<Value> {
        found.iter().map(|one| json!({"actions": one.actions, "witness": witness(&one.witness)})).collect()
    };
    let unknown: Vec<Value> = changes
        .unknown
        .iter()
        .map(|why| json!({"reason": why.reason.to_string(), "place": why.place}))
        .collect();
    let report = json!({
        "old": changes.names[0], "new": changes.names[1],
        "gained": list(&changes.gained), "lost": list(&changes.lost), "unknown": unknown,
    });
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

fn parts(changes: &Changes) -> [(&'static str, &[Difference]); 2] {
    [("newly allowed", &changes.gained), ("no longer allowed", &changes.lost)]
}

fn counted(count: usize) -> String {
    match count {
        0 => "nothing".to_owned(),
        1 => "1 action".to_owned(),
        count => format!("{count} actions"),
    }
}

fn actions(one: &Difference) -> String {
    let named = one.actions.iter().take(MOST_ACTIONS).map(String::as_str).collect::<Vec<_>>().join(", ");
    match one.actions.len().saturating_sub(MOST_ACTIONS) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
