//! The pass over all ARNs of a document.

use super::formats::Formats;
use super::{Fields, Problem, is_literal, principal, resource};
use crate::diagnostic::quote;
use crate::lint::context::Context;
use crate::source::{Span, Spanned};

/// Problems beyond which no more are looked for: hostile text could hold millions.
const MOST_PROBLEMS: usize = 1000;
/// Characters beyond which no more ARNs are compared with formats, which takes longer than all else. No policy
/// that AWS stores has as many.
const MOST_COMPARED: usize = 200_000;

/// Everything wrong with the ARNs of `Resource`, `NotResource` and principals.
pub(in crate::lint) fn problems(context: &Context<'_>) -> Vec<Problem> {
    let formats = Formats::of(context.reference());
    let mut pass = Pass { context, formats, compared: 0, found: Vec::new() };
    for statement in context.statements() {
        for entry in statement.resource.iter().flat_map(|resource| &resource.entries) {
            resource::check(&mut pass, entry);
        }
        for entry in statement.principal.iter().flat_map(|principal| &principal.entries) {
            principal::check(&mut pass, entry);
        }
        if pass.is_full() {
            break;
        }
    }
    pass.found
}

pub(super) struct Pass<'a, 'c> {
    pub(super) context: &'c Context<'a>,
    formats: Formats<'a>,
    compared: usize,
    found: Vec<Problem>,
}

impl<'a> Pass<'a, '_> {
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= MOST_PROBLEMS
    }

    pub(super) fn add(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Problem { code, span, message: message.into(), help: help.into(), replacement: None });
    }

    /// The same, with what to write there.
    pub(super) fn add_fix(
        &mut self,
        code: &'static str,
        span: Span,
        message: String,
        help: impl Into<String>,
        new: impl Into<String>,
    ) {
        self.push(Problem { code, span, message, help: help.into(), replacement: Some(new.into()) });
    }

    fn push(&mut self, problem: Problem) {
        if !self.is_full() {
            self.found.push(problem);
        }
    }

    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    /// Takes back all problems but the first `count`.
    pub(super) fn forget(&mut self, count: usize) {
        self.found.truncate(count);
    }

    pub(super) fn formats(&mut self) -> &mut Formats<'a> {
        &mut self.formats
    }

    /// Whether one more resource may be compared with formats.
    pub(super) fn may_compare(&mut self, resource: &str) -> bool {
        self.compared += resource.len();
        self.compared <= MOST_COMPARED
    }

    /// The place of a field of an entry's text; the whole entry where its text has escapes.
    pub(super) fn place(&self, entry: &Spanned<String>, field: &str) -> Span {
        let written = self.context.source().slice(entry.span);
        let inside = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        if inside != Some(entry.value.as_str()) || field.is_empty() {
            return entry.span;
        }
        let offset = (field.as_ptr() as usize).wrapping_sub(entry.value.as_ptr() as usize);
        let start = (entry.span.start as usize + 1).wrapping_add(offset);
        Span::new(start, start.wrapping_add(field.len()))
    }

    pub(super) fn missing_field(&mut self, entry: &Spanned<String>) {
        let message = format!("{} has fewer than the 6 fields of an ARN", quote(&entry.value));
        let help = "write them all: `arn:partition:service:region:account:resource`";
        self.add("MISSING_ARN_FIELD", entry.span, message, help);
    }

    pub(super) fn bad_account(&mut self, entry: &Spanned<String>, account: &str) {
        let message = format!("{} is no account id, which has 12 digits", quote(account));
        self.add("INVALID_ARN_ACCOUNT", self.place(entry, account), message, "write the 12 digits");
    }

    pub(super) fn partition(&mut self, entry: &Spanned<String>, found: &Fields<'_>) {
        let Some(name) = found.partition.filter(|name| is_literal(name)) else { return };
        if resource::partition(name).is_none() {
            let message = format!("there is no partition {}", quote(name));
            let help = "the partitions are `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc` and `aws-iso…`";
            self.add("INVALID_PARTITION", self.place(entry, name), message, help);
        }
    }
}
