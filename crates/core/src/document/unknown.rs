//! What a document leaves to deployment: values of templates that nobody knows yet.

use super::PolicyDocument;
use crate::json::UNKNOWN;
use crate::source::{Source, Span, Spanned};

/// The unknown parts of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unknown {
    /// Their places, sorted.
    pub(crate) spans: Vec<Span>,
    /// How far each of them and those before it reach.
    reach: Vec<u32>,
    /// Whether statements are among them.
    pub(crate) statements: bool,
    /// Whether the `Version` is written but unknown, and with it whether `${…}` is a variable.
    pub(crate) version: bool,
}

impl Unknown {
    pub(super) fn sort(&mut self) {
        self.spans.sort_unstable();
        self.spans.dedup();
        let reach = self.spans.iter().scan(0, |most, span| {
            *most = end(*span).max(*most);
            Some(*most)
        });
        self.reach = reach.collect();
    }

    /// Whether an unknown part overlaps `span`; an empty span is a place.
    pub(crate) fn overlaps(&self, span: Span) -> bool {
        let before = self.spans.partition_point(|unknown| unknown.start < end(span));
        let reach = before.checked_sub(1).and_then(|last| self.reach.get(last));
        reach.is_some_and(|reach| span.start < *reach)
    }
}

fn end(span: Span) -> u32 {
    span.end.max(span.start.saturating_add(1))
}

impl PolicyDocument {
    /// The places of values that are known only on deployment, sorted; none in a policy read from JSON. What is
    /// said of such a place would be a guess.
    ///
    /// ```
    /// use sayso::json::{Node, Member, UNKNOWN, Value};
    /// use sayso::{Limits, PolicyDocument, Source, Span, Spanned};
    ///
    /// // A template's reader puts unknown values where the template has functions.
    /// let source = Source::new("stack.yaml", "Statement: !Ref Statements");
    /// let value = Node { span: Span::new(11, 26), value: Value::Unknown(UNKNOWN.to_string().into()) };
    /// let key = Spanned { value: "Statement".into(), span: Span::new(0, 9) };
    /// let node = Node { span: Span::new(0, 26), value: Value::Object(vec![Member { key, value }]) };
    /// let document = PolicyDocument::from_node(&source, &node, &Limits::default());
    /// assert!(document.diagnostics().is_empty());
    /// assert_eq!(source.slice(document.unknown()[0]), "!Ref Statements");
    /// ```
    pub fn unknown(&self) -> &[Span] {
        &self.unknown.spans
    }

    /// Whether an unknown value overlaps `span`, so that nothing can be said about it.
    pub(crate) fn is_unknown(&self, span: Span) -> bool {
        self.unknown.overlaps(span)
    }
}

/// Whether a key has an unknown part: the mark, which its place in the source does not spell.
pub(super) fn is_unknown_key(source: &Source, key: &Spanned<impl AsRef<str>>) -> bool {
    let name = key.value.as_ref();
    if name.is_ascii() || !name.contains(UNKNOWN) {
        return false;
    }
    let written = source.slice(key.span);
    // As itself, in an escape, or URL-encoded.
    let lower = written.to_ascii_lowercase();
    !(written.contains(UNKNOWN) || lower.contains("fffc") || lower.contains("%ef%bf%bc"))
}
