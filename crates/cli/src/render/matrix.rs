//! A table of decisions.

use std::fmt::Write as _;

use sayso::harmless::one_line;
use sayso::report::MatrixReport;

fn heads(table: &MatrixReport) -> Vec<String> {
    let head = |column: &sayso::report::ColumnReport| match &column.resource {
        Some(resource) => format!("{} {resource}", column.action),
        None => column.action.clone(),
    };
    table.columns.iter().map(head).collect()
}

/// Columns by number, named above: names are longer than cells.
pub(crate) fn text(table: &MatrixReport) -> String {
    let heads =
        (1..).zip(heads(table)).map(|(number, head)| one_line(format!("{number}  {head}")).into_owned());
    let mut lines: Vec<String> = heads.collect();
    lines.push(String::new());
    let width = table.rows.iter().map(|row| one_line(&row.principal).chars().count()).max().unwrap_or(0);
    let numbers = (1..=table.columns.len()).map(|number| format!("{number:<8}"));
    lines.push(format!("{:width$}  {}", "", numbers.collect::<String>()).trim_end().to_owned());
    for row in &table.rows {
        let words = row.cells.iter().map(|cell| format!("{:<8}", short(cell.decision)));
        lines.push(
            format!("{:width$}  {}", one_line(&row.principal), words.collect::<String>())
                .trim_end()
                .to_owned(),
        );
    }
    lines.join("\n")
}

fn short(decision: &str) -> &'static str {
    match decision {
        "allowed" => "yes",
        "depends" => "depends",
        "explicitDeny" => "DENY",
        _ => "-",
    }
}

pub(crate) fn csv(table: &MatrixReport) -> String {
    let heads = heads(table);
    let header = std::iter::once("principal").chain(heads.iter().map(String::as_str));
    let mut lines = vec![super::csv::record(header)];
    for row in &table.rows {
        let words = row.cells.iter().map(|cell| cell.decision);
        lines.push(super::csv::record(std::iter::once(row.principal.as_str()).chain(words)));
    }
    lines.join("\n")
}

const STYLE: &str = "body{font:14px/1.4 system-ui,sans-serif;margin:2rem;color:#1b1f24;background:#fff}\
table{border-collapse:collapse}th,td{padding:.25rem .6rem;border:1px solid #d0d7de;text-align:left}\
thead th{position:sticky;top:0;background:#f6f8fa;max-width:18rem;overflow-wrap:anywhere}\
tbody th{font-weight:400;font-family:ui-monospace,monospace;font-size:12px}\
.allowed{background:#c9efd2}.depends{background:#fff1b8}.explicitDeny{background:#ffd3cf}.implicitDeny{color:#6e7781}\
@media(prefers-color-scheme:dark){body,thead th{background:#0d1117;color:#e6edf3}th,td{border-color:#30363d}\
.allowed{background:#12492a}.depends{background:#5c4a00}.explicitDeny{background:#6e1a16}}";

/// One page without anything from elsewhere.
pub(crate) fn html(table: &MatrixReport) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Who can do what</title>\n\
         <style>{STYLE}</style>\n<h1>Who can do what</h1>\n<p>{} users and roles. A cell is the decision of a \
         simulation with everything that was given; hover over it for the resource.</p>\n<table>\n<thead><tr><th>principal</th>",
        table.rows.len()
    );
    for head in heads(table) {
        _ = write!(page, "<th>{}</th>", escaped(&head));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        _ = write!(page, "<tr><th scope=\"row\">{}</th>", escaped(&row.principal));
        for cell in &row.cells {
            let (class, word, title) = (cell.decision, short(cell.decision), escaped(&cell.resource));
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
