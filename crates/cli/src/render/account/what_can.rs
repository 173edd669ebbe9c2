//! What a user or role can do, by service.

use std::collections::BTreeSet;

use sayso::harmless::one_line;
use sayso::report::{BoundReport, GrantReport, WhatCanReport};

use super::{depends, sets, statement, word};
use crate::render::{csv, wrap};

/// Actions named in one row of text.
const MOST_ACTIONS: usize = 12;
/// Patterns shown for one row of text.
const MOST_BOUNDS: usize = 6;

pub(crate) fn what_can(report: &WhatCanReport) -> String {
    let mut blocks = vec![what_can_line(report)];
    blocks.extend(report.rows.iter().map(row));
    blocks.join("\n\n")
}

/// How much that is, in one line.
pub(crate) fn what_can_line(report: &WhatCanReport) -> String {
    let actions: usize = report.rows.iter().map(|row| row.actions.len()).sum();
    let services: BTreeSet<&str> = report.rows.iter().map(|row| row.service.as_str()).collect();
    let is_open = |row: &&GrantReport| row.bounds.iter().all(|bound| bound.decision != "allowed");
    let open: usize = report.rows.iter().filter(is_open).map(|row| row.actions.len()).sum();
    one_line(format!(
        "{}: {} of {}, {open} depending on facts that are not known",
        report.principal,
        count(actions, "action"),
        count(services.len(), "service")
    ))
    .into_owned()
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn row(row: &GrantReport) -> String {
    let names = row.actions.iter().take(MOST_ACTIONS);
    let names: Vec<&str> = names.map(|action| action.split(':').nth(1).unwrap_or(action)).collect();
    let more = row.actions.len().saturating_sub(MOST_ACTIONS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let first = format!("{}  {}: ", row.service, row.level);
    let mut lines = vec![wrap::hanging(&first, &format!("{}{more}", names.join(", ")))];
    lines.extend(row.bounds.iter().take(MOST_BOUNDS).map(bound));
    let more = row.bounds.len().saturating_sub(MOST_BOUNDS);
    lines.extend((more > 0).then(|| format!("     and on {more} more patterns")));
    lines.join("\n")
}

fn bound(bound: &BoundReport) -> String {
    let by = bound.statement.as_ref().map(statement).unwrap_or_default();
    let mut line =
        wrap::hanging(&format!("     {} on ", word(bound.decision)), &format!("{}, {by}", bound.pattern));
    if let Some(keys) = depends("         ", &bound.depends_on) {
        line.push('\n');
        line.push_str(&keys);
    }
    line
}

pub(crate) fn what_can_header() -> String {
    csv::record([
        "principal",
        "service",
        "level",
        "action",
        "decision",
        "resources",
        "dependsOn",
        "by",
        "witness",
    ])
}

/// A line for each action and pattern.
pub(crate) fn what_can_csv(report: &WhatCanReport) -> String {
    let mut lines = String::new();
    for row in &report.rows {
        // What follows the action is the same for all actions of a row.
        let rest = |bound: &BoundReport| {
            let on = sets(&bound.depends_on);
            let by = bound.statement.as_ref().map(statement).unwrap_or_default();
            csv::record([bound.decision, &bound.pattern, &on, &by, &bound.witness])
        };
        let rest: Vec<String> = row.bounds.iter().map(rest).collect();
        let first = csv::record([&*report.principal, &row.service, row.level]);
        for action in &row.actions {
            for rest in &rest {
                let between = if lines.is_empty() { "" } else { "\n" };
                lines.extend([between, &first, ",", action, ",", rest]);
            }
        }
    }
    lines
}
