//! Collects what one rule finds.

use super::rule::Rule;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// Findings of one rule beyond which no more are listed: hostile text could hold millions.
const MOST: usize = 200;

pub(super) struct Findings<'a> {
    rule: &'static Rule,
    source: &'a Source,
    list: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(rule: &'static Rule, source: &'a Source) -> Self {
        Self { rule, source, list: Vec::new() }
    }

    /// Adds a finding with a hint.
    pub(super) fn add_help(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.add_with(span, message, |finding| finding.help(help));
    }

    /// Adds a finding with whatever `more` gives it: a hint, labels, a fix.
    pub(super) fn add_with(
        &mut self,
        span: Span,
        message: impl Into<String>,
        more: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        if self.is_full() {
            return;
        }
        let mut finding = Diagnostic::error(self.rule.code, self.source, span, message);
        finding.severity = self.rule.severity;
        self.list.push(more(finding));
    }

    /// Whether no more are listed, so that nobody need look for them.
    pub(super) fn is_full(&self) -> bool {
        self.list.len() >= MOST
    }

    pub(super) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
