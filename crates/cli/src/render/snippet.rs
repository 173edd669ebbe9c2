//! Source lines with carets.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use sayso::harmless::{is_harmless, one_line};
use sayso::suggest::TextEdit;
use sayso::{Diagnostic, Severity, Source, Span};

/// A place in a policy worth showing, and what to write beside it.
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) label: String,
    /// Underlined with `^`, else with `-`.
    pub(crate) primary: bool,
}

/// Beyond this, a line of text is no line for people: nothing is shown of it.
const LONGEST_LINE: usize = 4_000;
/// The lines between marks are folded away; beyond this many nobody looks for the connection.
const MOST_LINES: u32 = 5_000;

/// The lines of a diagnostic with its place underlined; `None` where a line is no line for people.
pub(crate) fn of_diagnostic(diagnostic: &Diagnostic) -> Option<String> {
    let mark = Mark { span: diagnostic.span, label: String::new(), primary: true };
    render(&diagnostic.source, &[mark])
}

/// The lines around the marks, in rustc's manner, below the place of the first that is primary.
pub(crate) fn render(source: &Source, marks: &[Mark]) -> Option<String> {
    draw(source, marks, Level::ERROR, Some(source.name()))
}

/// The same for a finding whose place is told already, in the colour of its severity.
pub(crate) fn of_finding(source: &Source, marks: &[Mark], severity: Severity) -> Option<String> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::SecurityWarning | Severity::Warning => Level::WARNING,
        Severity::Suggestion => Level::HELP,
    };
    draw(source, marks, level, None)
}

fn draw(source: &Source, marks: &[Mark], level: Level<'_>, name: Option<&str>) -> Option<String> {
    let spans: Vec<Span> = marks.iter().map(|mark| first_line_of(source, mark.span)).collect();
    let excerpt = Excerpt::around(source, &spans)?;
    let annotations = marks.iter().zip(&spans).filter_map(|(mark, span)| {
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(excerpt.local(*span)?);
        Some(if mark.label.is_empty() { annotation } else { annotation.label(one_line(&*mark.label)) })
    });
    let snippet = Snippet::source(visible(excerpt.text))
        .line_start(excerpt.first_line)
        .path(name.map(one_line))
        .fold(true)
        .annotations(annotations);
    let group = Group::with_level(level).element(snippet);
    // Styles are stripped on the way out where the terminal or the user wants none.
    Some(Renderer::styled().term_width(100).render(&[group]))
}

/// The lines that an edit changes, before and after.
pub(crate) fn patch(source: &Source, edit: &TextEdit) -> Option<String> {
    let excerpt = Excerpt::around(source, &[edit.span])?;
    let start = (edit.span.start as usize).checked_sub(excerpt.start)?;
    let end = (edit.span.end as usize).checked_sub(excerpt.start)?;
    let snippet = Snippet::source(visible(excerpt.text))
        .line_start(excerpt.first_line)
        .path(one_line(source.name()))
        .patch(Patch::new(start..end, visible(&edit.replacement)));
    Some(Renderer::styled().term_width(100).render(&[Group::with_level(Level::HELP).element(snippet)]))
}

/// What would steer a terminal and the renderer lets pass, as a dot of as many bytes: spans keep their meaning.
fn visible(text: &str) -> Cow<'_, str> {
    let steers = |c: char| !c.is_ascii() && !is_harmless(c);
    if !text.contains(steers) {
        return text.into();
    }
    let shown = |c: char| match c.len_utf8() {
        _ if !steers(c) => c,
        2 => '\u{b7}',
        _ => '\u{2022}',
    };
    text.chars().map(shown).collect()
}

/// An underline of many lines explains nothing: it ends with the first.
fn first_line_of(source: &Source, span: Span) -> Span {
    let length = source.slice(span).find('\n');
    length.map_or(span, |length| Span::new(span.range().start, span.range().start + length))
}

/// The lines that the marks touch.
struct Excerpt<'s> {
    text: &'s str,
    start: usize,
    first_line: usize,
}

impl<'s> Excerpt<'s> {
    fn around(source: &'s Source, spans: &[Span]) -> Option<Self> {
        let text = source.text();
        let first = spans.iter().map(|span| span.start).min()?;
        let last = spans.iter().map(|span| span.end).max()?;
        let first_line = source.line_column(first).line;
        if source.line_column(last).line - first_line > MOST_LINES || text.is_empty() {
            return None;
        }
        let start = text.get(..first as usize)?.rfind('\n').map_or(0, |at| at + 1);
        let rest = text.get(last as usize..)?;
        let end = last as usize + rest.find('\n').unwrap_or(rest.len());
        let text = text.get(start..end)?;
        let short = text.lines().all(|line| line.len() <= LONGEST_LINE);
        short.then_some(Self { text, start, first_line: first_line as usize })
    }

    fn local(&self, span: Span) -> Option<std::ops::Range<usize>> {
        let start = (span.start as usize).checked_sub(self.start)?;
        let end = (span.end as usize).checked_sub(self.start)?;
        // An empty span shows as one whole character: half of one can't be drawn.
        let after = (start + 1..=self.text.len()).find(|at| self.text.is_char_boundary(*at));
        Some(start..end.max(after.unwrap_or(start + 1)))
    }
}
