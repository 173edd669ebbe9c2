//! Many answers, a row each.

use sayso::report::Report;

/// Columns aligned for a terminal.
pub(crate) fn text(reports: &[Report]) -> String {
    let rows: Vec<[String; 4]> = std::iter::once(header()).chain(reports.iter().map(row)).collect();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2)];
    let line = |row: &[String; 4]| {
        let [decision, action, resource, reason] = row;
        let [first, second, third] = widths;
        format!("{decision:first$}  {action:second$}  {resource:third$}  {reason}").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A Markdown table.
pub(crate) fn markdown(reports: &[Report]) -> String {
    let line = |row: [String; 4]| format!("| {} |", row.map(|cell| cell.replace('|', "\\|")).join(" | "));
    let lines = [line(header()), "|---|---|---|---|".to_owned()];
    lines.into_iter().chain(reports.iter().map(row).map(line)).collect::<Vec<_>>().join("\n")
}

fn header() -> [String; 4] {
    ["decision", "action", "resource", "because"].map(str::to_owned)
}

fn row(report: &Report) -> [String; 4] {
    let because = match report.decided_by.first() {
        Some(statement) => {
            let place = format!("{}:{}", statement.location.file, statement.location.line);
            if statement.sid.is_empty() { place } else { format!("{} {place}", statement.sid) }
        }
        None => report.summary.clone(),
    };
    [report.decision.to_owned(), report.request.action.clone(), report.request.resource.clone(), because]
}
