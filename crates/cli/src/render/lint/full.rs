//! A finding for people: the place, what is wrong, the source, what to do.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use sayso::Severity;

use super::super::snippet::{self, Mark};
use crate::command::lint::report::Finding;
use sayso::harmless::one_line;

/// Ends with an empty line.
pub(super) fn text(finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let place = one_line(diagnostic.source.place(diagnostic.span));
    let (severity, bold) = (style(diagnostic.severity), Style::new().bold());
    let (word, code) = (diagnostic.severity.as_str(), diagnostic.code);
    let message = one_line(diagnostic.message.as_str());
    let mut text = format!("{bold}{place}:{bold:#} {severity}{word}[{code}]{severity:#}: {message}\n");
    let marks = marks(finding);
    if let Some(snippet) = snippet::of_finding(&diagnostic.source, &marks, diagnostic.severity) {
        text.push_str(&snippet);
        text.push('\n');
    }
    let last = marks.iter().map(|mark| diagnostic.source.line_column(mark.span.start).line).max();
    let indent = " ".repeat(last.unwrap_or_default().to_string().len());
    for (name, note) in notes(finding) {
        let _ = writeln!(text, "{indent} = {bold}{name}{bold:#}: {}", one_line(note));
    }
    text.push('\n');
    text
}

fn marks(finding: &Finding) -> Vec<Mark> {
    let diagnostic = &finding.diagnostic;
    let first = Mark { span: diagnostic.span, label: String::new(), primary: true };
    let others = diagnostic.labels.iter().map(|(span, label)| Mark {
        span: *span,
        label: label.clone(),
        primary: false,
    });
    std::iter::once(first).chain(others).collect()
}

fn notes(finding: &Finding) -> Vec<(&'static str, String)> {
    let mut notes = Vec::new();
    if !finding.label.is_empty() {
        notes.push(("policy", finding.label.clone()));
    }
    if let Some(help) = &finding.diagnostic.help {
        notes.push(("help", help.clone()));
    }
    if let Some(fix) = finding.fix() {
        let flags = if fix.is_safe { "--fix" } else { "--fix --unsafe-fixes, for it may change decisions" };
        notes.push(("fix", format!("{} ({flags})", fix.title)));
    }
    notes
}

fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::SecurityWarning => AnsiColor::Magenta,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Suggestion => AnsiColor::Cyan,
    };
    Style::new().bold().fg_color(Some(color.into()))
}
