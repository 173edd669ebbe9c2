//! The findings, to drill into: severity, kind, finding, evidence.

use std::fmt::Write as _;

use super::super::place;
use super::escape;
use crate::command::audit::code::Severity;
use crate::command::audit::report::{Report, Shown};

/// Findings of one kind on the page; the JSON has all.
const MOST_OF_A_KIND: usize = 500;

pub(super) fn section(report: &Report<'_>, page: &mut String) {
    page.push_str("<section id=\"findings\">\n<h2>Findings</h2>\n");
    for severity in Severity::ALL {
        let mut findings = report.of_severity(severity).peekable();
        let name = severity.as_str();
        if findings.peek().is_none() {
            let _ = writeln!(
                page,
                "<h3 id=\"{name}\" class=\"none\"><span class=\"tag {name}\">{name}</span> none</h3>"
            );
            continue;
        }
        let _ = writeln!(page, "<h3 id=\"{name}\"><span class=\"tag {name}\">{name}</span></h3>");
        while let Some(first) = findings.peek().copied() {
            let mut list = Vec::new();
            while let Some(shown) = findings.next_if(|it| it.finding.code == first.finding.code) {
                list.push(shown);
            }
            kind(report, &list, page);
        }
    }
    page.push_str("</section>\n");
}

fn kind(report: &Report<'_>, list: &[&Shown], page: &mut String) {
    let Some(first) = list.first() else { return };
    let code = first.finding.code;
    // What is critical is open.
    let open = if code.severity == Severity::Critical && list.len() <= 30 { " open" } else { "" };
    let _ = write!(
        page,
        "<details class=\"kind {}\"{open}>\n<summary><b>{}</b> <span class=\"count\">{}</span> <code>{}</code></summary>\n\
         <p class=\"why\">{} <strong>What to do:</strong> {}</p>\n",
        code.severity.as_str(),
        escape(code.title),
        list.len(),
        code.name,
        escape(code.why),
        escape(code.advice),
    );
    for shown in list.iter().take(MOST_OF_A_KIND) {
        finding(report, shown, page);
    }
    if list.len() > MOST_OF_A_KIND {
        let _ = writeln!(
            page,
            "<p class=\"why\">and {} more in the JSON report</p>",
            list.len() - MOST_OF_A_KIND
        );
    }
    page.push_str("</details>\n");
}

fn finding(report: &Report<'_>, shown: &Shown, page: &mut String) {
    let finding = &shown.finding;
    let is_new = report.comparison.as_ref().is_some_and(|it| it.new.contains(&shown.fingerprint));
    let mark = if is_new { " <span class=\"new\">new</span>" } else { "" };
    let _ = write!(
        page,
        "<details class=\"finding\"><summary>{}{mark}</summary>\n<dl><dt>Principal or resource</dt><dd><code>{}</code></dd>",
        escape(&finding.message),
        escape(&finding.subject),
    );
    if let Some(policy) = &finding.policy {
        let _ = write!(page, "<dt>Policy</dt><dd><code>{}</code></dd>", escape(policy));
    }
    let _ = writeln!(page, "<dt>Place</dt><dd><code>{}</code></dd></dl>", escape(&place(&finding.place)));
    if !finding.evidence.is_empty() {
        page.push_str("<ol class=\"evidence\">\n");
        for evidence in &finding.evidence {
            let at = evidence.place.as_ref().map(|it| format!(" <code>{}</code>", escape(&place(it))));
            let _ = writeln!(page, "<li>{}{}</li>", escape(&evidence.text), at.unwrap_or_default());
        }
        page.push_str("</ol>\n");
    }
    page.push_str("</details>\n");
}
