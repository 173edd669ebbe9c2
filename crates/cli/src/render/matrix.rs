//! A table of decisions.

use std::fmt::Write as _;

use sayso::Decision;
use sayso::harmless::one_line;
use serde_json::json;

/// A decision, and on which resource.
pub(crate) struct Cell {
    pub(crate) decision: Decision,
    pub(crate) resource: String,
}

pub(crate) struct Table {
    /// Action and resource; none where some resource will do.
    pub(crate) columns: Vec<(String, Option<String>)>,
    /// ARN and a cell for each column.
    pub(crate) rows: Vec<(String, Vec<Cell>)>,
}

impl Table {
    fn heads(&self) -> Vec<String> {
        let head = |(action, resource): &(String, Option<String>)| match resource {
            Some(resource) => format!("{action} {resource}"),
            None => action.clone(),
        };
        self.columns.iter().map(head).collect()
    }
}

/// Columns by number, named above: names are longer than cells.
pub(crate) fn text(table: &Table) -> String {
    let heads =
        (1..).zip(table.heads()).map(|(number, head)| one_line(format!("{number}  {head}")).into_owned());
    let mut lines: Vec<String> = heads.collect();
    lines.push(String::new());
    let width = table.rows.iter().map(|(arn, _)| one_line(arn).chars().count()).max().unwrap_or(0);
    let numbers = (1..=table.columns.len()).map(|number| format!("{number:<8}"));
    lines.push(format!("{:width$}  {}", "", numbers.collect::<String>()).trim_end().to_owned());
    for (arn, cells) in &table.rows {
        let words = cells.iter().map(|cell| format!("{:<8}", short(cell.decision)));
        lines.push(format!("{:width$}  {}", one_line(arn), words.collect::<String>()).trim_end().to_owned());
    }
    lines.join("\n")
}

fn short(decision: Decision) -> &'static str {
    match decision {
        Decision::Allowed => "yes",
        Decision::Depends => "depends",
        Decision::ExplicitDeny => "DENY",
        Decision::ImplicitDeny => "-",
    }
}

pub(crate) fn csv(table: &Table) -> String {
    let heads = table.heads();
    let header = std::iter::once("principal").chain(heads.iter().map(String::as_str));
    let mut lines = vec![super::csv::record(header)];
    for (arn, cells) in &table.rows {
        let words = cells.iter().map(|cell| cell.decision.as_str());
        lines.push(super::csv::record(std::iter::once(arn.as_str()).chain(words)));
    }
    lines.join("\n")
}

pub(crate) fn json(table: &Table) -> String {
    let columns =
        table.columns.iter().map(|(action, resource)| json!({"action": action, "resource": resource}));
    let rows = table.rows.iter().map(|(arn, cells)| {
        let cells =
            cells.iter().map(|cell| json!({"decision": cell.decision.as_str(), "resource": cell.resource}));
        json!({"principal": arn, "cells": cells.collect::<Vec<_>>()})
    });
    let table = json!({"columns": columns.collect::<Vec<_>>(), "rows": rows.collect::<Vec<_>>()});
    serde_json::to_string_pretty(&table).unwrap_or_default()
}

const STYLE: &str = "body{font:14px/1.4 system-ui,sans-serif;margin:2rem;color:#1b1f24;background:#fff}\
table{border-collapse:collapse}th,td{padding:.25rem .6rem;border:1px solid #d0d7de;text-align:left}\
thead th{position:sticky;top:0;background:#f6f8fa;max-width:18rem;overflow-wrap:anywhere}\
tbody th{font-weight:400;font-family:ui-monospace,monospace;font-size:12px}\
.allowed{background:#c9efd2}.depends{background:#fff1b8}.explicitDeny{background:#ffd3cf}.implicitDeny{color:#6e7781}\
@media(prefers-color-scheme:dark){body,thead th{background:#0d1117;color:#e6edf3}th,td{border-color:#30363d}\
.allowed{background:#12492a}.depends{background:#5c4a00}.explicitDeny{background:#6e1a16}}";

/// One page without anything from elsewhere.
pub(crate) fn html(table: &Table) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Who can do what</title>\n\
         <style>{STYLE}</style>\n<h1>Who can do what</h1>\n<p>{} users and roles. A cell is the decision of a \
         simulation with everything that was given; hover over it for the resource.</p>\n<table>\n<thead><tr><th>principal</th>",
        table.rows.len()
    );
    for head in table.heads() {
        _ = write!(page, "<th>{}</th>", escaped(&head));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for (arn, cells) in &table.rows {
        _ = write!(page, "<tr><th scope=\"row\">{}</th>", escaped(arn));
        for cell in cells {
            let (class, word, title) =
                (cell.decision.as_str(), short(cell.decision), escaped(&cell.resource));
            _ = write!(page, "<td class=\"{class}\" title=\"{title}\">{word}</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</html>");
    page
}

fn escaped(text: &str) -> String {
    let text = one_line(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
