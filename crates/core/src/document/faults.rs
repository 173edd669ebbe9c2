//! Collects the faults of one document.

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// Faults beyond which no more are listed: hostile text could hold millions.
const MOST: usize = 1000;

/// The faults found so far.
pub(super) struct Faults<'s> {
    source: &'s Source,
    list: Vec<Diagnostic>,
}

impl<'s> Faults<'s> {
    pub(super) fn new(source: &'s Source) -> Self {
        Self { source, list: Vec::new() }
    }

    pub(super) fn source(&self) -> &'s Source {
        self.source
    }

    /// Whether no more faults are listed, so that nobody need look for hints.
    pub(super) fn is_full(&self) -> bool {
        self.list.len() > MOST
    }

    /// Adds a fault; an empty hint is none.
    pub(super) fn refuse(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.list.len() < MOST {
            let fault = Diagnostic::error(code, self.source, span, message);
            let help = help.into();
            self.list.push(if help.is_empty() { fault } else { fault.help(help) });
        } else if !self.is_full() {
            let message = format!("more than {MOST} faults: the rest is not listed");
            self.list.push(Diagnostic::error("TOO_MANY_FAULTS", self.source, span, message));
        }
    }

    /// The faults in document order.
    pub(super) fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|fault| fault.span.start);
        self.list
    }
}

/// The place of an object that lacks something: its first character, not all its lines.
pub(crate) fn opening(source: &Source, span: Span) -> Span {
    let first = source.slice(span).chars().next().map_or(0, char::len_utf8);
    Span::new(span.range().start, span.range().start + first)
}
