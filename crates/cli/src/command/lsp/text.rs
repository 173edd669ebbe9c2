//! The texts that the editor has open.

use std::path::{Path, PathBuf};

use sayso::{Diagnostic, PolicyType, Source, Span};

use super::position::{Lines, Position, Range, Unit};
use crate::command::lint::report::FileReport;
use crate::command::lint::{Opened, shown};
use crate::input::Failure;

/// A text, and what has been found in it.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) path: PathBuf,
    pub(super) version: Option<i64>,
    pub(super) source: Source,
    lines: Lines,
    /// None since the last change.
    found: Option<Checked>,
    /// Whether what was found last has been told.
    pub(super) is_told: bool,
}

/// What came of checking a text: a report, or why its settings can't be read.
pub(super) type Checked = Result<FileReport, Failure>;

/// A change: of all of the text, or of a part.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Change {
    range: Option<Range>,
    text: String,
}

impl Text {
    pub(super) fn new(path: PathBuf, version: Option<i64>, text: String) -> Self {
        let source = Source::new(shown(&path), text);
        let lines = Lines::of(source.text());
        Self { path, version, source, lines, found: None, is_told: false }
    }

    pub(super) fn text(&self) -> &str {
        self.source.text()
    }

    pub(super) fn change(&mut self, change: &Change, unit: Unit) {
        let text = match change.range {
            None => change.text.clone(),
            Some(range) => {
                let one = self.offset(range.start, unit);
                let other = self.offset(range.end, unit);
                let before = self.text().get(..one.min(other)).unwrap_or_default();
                let after = self.text().get(one.max(other)..).unwrap_or_default();
                [before, &change.text, after].concat()
            }
        };
        self.source = Source::new(self.source.name(), text);
        self.lines = Lines::of(self.source.text());
        self.forget();
    }

    /// Has the text checked again.
    pub(super) fn forget(&mut self) {
        self.found = None;
        self.is_told = false;
    }

    /// What there is to say about it as it is now.
    pub(super) fn check(&mut self) -> &Checked {
        let Self { found, path, source, .. } = self;
        found.get_or_insert_with(|| Opened::at(path).map(|opened| opened.check(source)))
    }

    /// The same, if it has been asked for since the last change.
    pub(super) fn checked(&self) -> Option<&Checked> {
        self.found.as_ref()
    }

    /// The type that the settings give to plain policies in it.
    pub(super) fn policy_type(&self) -> Option<PolicyType> {
        Opened::at(&self.path).ok().and_then(|opened| opened.policy_type())
    }

    pub(super) fn is_at(&self, path: &Path) -> bool {
        self.path == path
    }

    pub(super) fn offset(&self, position: Position, unit: Unit) -> usize {
        self.lines.offset(self.text(), position, unit)
    }

    pub(super) fn range(&self, span: Span, unit: Unit) -> Range {
        let position = |offset| self.lines.position(self.text(), offset, unit);
        let std::ops::Range { start, end } = span.range();
        Range { start: position(start), end: position(end) }
    }

    /// The range of a span of a diagnostic, which may be of a text within this one: only its lines and columns are
    /// this one's.
    pub(super) fn range_in(&self, diagnostic: &Diagnostic, span: Span, unit: Unit) -> Range {
        if self.is_own(diagnostic) {
            return self.range(span, unit);
        }
        let offset = |at| {
            let place = diagnostic.source.line_column(at);
            self.lines.of_column(self.text(), place.line, place.column)
        };
        self.range(Span::new(offset(span.start), offset(span.end)), unit)
    }

    /// Whether a diagnostic is about this text itself.
    pub(super) fn is_own(&self, diagnostic: &Diagnostic) -> bool {
        std::ptr::eq(diagnostic.source.text(), self.text())
    }
}
