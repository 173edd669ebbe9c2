//! An audit as one page: it needs no network and runs no script.

mod findings;
mod graph;
mod heat;

use std::fmt::Write as _;

use sayso::harmless::one_line;

use super::{counted, looked_at, summary};
use crate::command::audit::code::{self, Severity};
use crate::command::audit::graph::Way;
use crate::command::audit::report::Report;

const STYLE: &str = include_str!("html/page.css");

/// The whole page.
pub(crate) fn page(report: &Report<'_>) -> String {
    let mut page = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n<title>IAM audit</title>\n");
    let _ = write!(page, "<style>\n{STYLE}</style>\n</head>\n<body>\n");
    head(report, &mut page);
    page.push_str("<main>\n");
    overview(report, &mut page);
    comparison(report, &mut page);
    graph::section(report, &mut page);
    heat::section(report, &mut page);
    findings::section(report, &mut page);
    notes(report, &mut page);
    let _ = write!(
        page,
        "</main>\n<footer>Made by sayso {} from files, offline.</footer>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    );
    page
}

fn head(report: &Report<'_>, page: &mut String) {
    let accounts: Vec<String> =
        report.accounts.iter().map(|id| format!("<code>{}</code>", escape(id))).collect();
    let many = if report.accounts.len() == 1 { "account" } else { "accounts" };
    let (day, seen) = (report.now.format("%-d %B %Y"), escape(&looked_at(report)));
    let _ = write!(
        page,
        "<header>\n<p class=\"over\">IAM audit</p>\n<h1>{}</h1>\n<p class=\"meta\">{many} {} &middot; {day} &middot; \
         {seen}</p>\n<nav><a href=\"#paths\">Paths to administrator</a>{}<a href=\"#findings\">Findings</a>\
         <a href=\"#notes\">What was not given</a></nav>\n</header>\n",
        escape(&headline(report)),
        accounts.join(", "),
        if report.usage.principals.is_empty() { "" } else { "<a href=\"#usage\">Granted and used</a>" },
    );
}

/// What a manager takes away.
fn headline(report: &Report<'_>) -> String {
    let of = |code: &code::Code| report.findings.iter().filter(|it| it.finding.code == code).count();
    let all = report.users + report.roles;
    match (of(&code::ESCALATION_TO_ADMINISTRATOR), report.findings.len()) {
        (0, 0) => "Nothing was found".to_owned(),
        (0, _) => match report.counts() {
            [(_, 0), (_, 0), ..] => "Nothing urgent was found".to_owned(),
            [(_, 0), (_, high), ..] => {
                format!("Nothing critical, {} of high severity", counted(high, "finding"))
            }
            [(_, critical), ..] => counted(critical, "critical finding"),
        },
        (count, _) => format!("{count} of {all} principals can make themselves administrator"),
    }
}

fn overview(report: &Report<'_>, page: &mut String) {
    page.push_str("<section class=\"cards\" aria-label=\"Findings by severity\">\n");
    for (severity, count) in report.counts() {
        let name = severity.as_str();
        let _ = writeln!(
            page,
            "<a class=\"card {name}\" href=\"#{name}\"><b>{count}</b><span>{name}</span><small>{}</small></a>",
            meaning(severity)
        );
    }
    let is_admin = |way: &&Way| matches!(way, Way::Administrator(_));
    let admins = report.graph.ways.iter().filter(is_admin).count();
    let _ = writeln!(
        page,
        "<div class=\"card plain\"><b>{admins}</b><span>administrators</span><small>can do everything already</small></div>\n</section>"
    );
}

fn meaning(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "the account can be lost now",
        Severity::High => "one mistake away from that",
        Severity::Medium => "a step on somebody's way",
        Severity::Low => "more than is needed",
    }
}

fn comparison(report: &Report<'_>, page: &mut String) {
    let Some(comparison) = &report.comparison else { return };
    let _ = write!(page, "<section>\n<h2>Since the run before</h2>\n<p>{}</p>\n", escape(&summary(report)));
    if !comparison.fixed.is_empty() {
        let _ = writeln!(page, "<details><summary>{} fixed</summary><ul>", comparison.fixed.len());
        for known in &comparison.fixed {
            let (severity, message) = (known.severity.as_str(), escape(&known.message));
            let _ = writeln!(page, "<li><span class=\"tag {severity}\">{severity}</span> {message}</li>");
        }
        page.push_str("</ul></details>\n");
    }
    page.push_str("</section>\n");
}

fn notes(report: &Report<'_>, page: &mut String) {
    page.push_str(
        "<section id=\"notes\">\n<h2>What was not given, and could change this</h2>\n<ul class=\"notes\">\n",
    );
    for note in &report.notes {
        let _ = writeln!(page, "<li>{}</li>", escape(note));
    }
    if report.notes.is_empty() {
        page.push_str("<li>Nothing.</li>\n");
    }
    page.push_str("</ul>\n</section>\n");
}

/// A text that means nothing in HTML, and steers nothing.
fn escape(text: &str) -> String {
    let line = one_line(text);
    let mut escaped = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
