//! An audit for a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use sayso::harmless::one_line;

use super::{looked_at, place, summary};
use crate::command::audit::code::Severity;
use crate::command::audit::report::{Report, Shown};

/// Findings of one kind that are told in full; the rest is counted.
const MOST_OF_A_KIND: usize = 25;

/// Everything, worst first, and the figures.
pub(crate) fn full(report: &Report<'_>) -> String {
    let mut text = String::new();
    let mut findings = report.findings.iter().peekable();
    while let Some(first) = findings.peek().copied() {
        let code = first.finding.code;
        let mut count = 0;
        let style = style(code.severity);
        let severity = code.severity.as_str();
        let _ = writeln!(text, "{style}{severity}[{}]{style:#}: {}", code.name, code.title);
        while let Some(shown) = findings.next_if(|it| it.finding.code == code) {
            count += 1;
            if count <= MOST_OF_A_KIND {
                finding(&mut text, report, shown);
            }
        }
        if count > MOST_OF_A_KIND {
            let _ = writeln!(text, "  and {} more (--format json has all)", count - MOST_OF_A_KIND);
        }
        let _ = writeln!(text, "  help: {}\n", code.advice);
    }
    for known in report.comparison.iter().flat_map(|it| &it.fixed) {
        let _ = writeln!(text, "fixed[{}]: {}", one_line(&*known.code), one_line(&*known.message));
    }
    for note in &report.notes {
        let _ = writeln!(text, "note: {}", one_line(note.as_str()));
    }
    let _ = writeln!(text, "{} in {}", summary(report), looked_at(report));
    text
}

fn finding(text: &mut String, report: &Report<'_>, shown: &Shown) {
    let finding = &shown.finding;
    let is_new = report.comparison.as_ref().is_some_and(|it| it.new.contains(&shown.fingerprint));
    let mark = if is_new { "new: " } else { "" };
    let _ = writeln!(text, "  {mark}{}", one_line(finding.message.as_str()));
    let _ =
        writeln!(text, "    --> {}  {}", one_line(place(&finding.place)), one_line(finding.subject.as_str()));
    for evidence in &finding.evidence {
        let at = evidence.place.as_ref().map(|it| format!("  ({})", place(it))).unwrap_or_default();
        let _ = writeln!(text, "      = {}{}", one_line(evidence.text.as_str()), one_line(at));
    }
}

fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Critical | Severity::High => AnsiColor::Red,
        Severity::Medium => AnsiColor::Yellow,
        Severity::Low => AnsiColor::Blue,
    };
    let style = Style::new().fg_color(Some(color.into()));
    if severity == Severity::High { style } else { style.bold() }
}
