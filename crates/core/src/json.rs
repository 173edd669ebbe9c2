//! JSON with spans: strict RFC 8259, duplicate keys kept, every node placed.

mod fault;
mod reader;
mod scalar;

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span, Spanned};

/// Reads the whole text of `source` as one JSON value.
///
/// A byte order mark at the start is skipped. The error names the first place that is not JSON.
pub fn parse<'a>(source: &'a Source, limits: &Limits) -> Result<Node<'a>, Diagnostic> {
    let most = limits.bytes.min(u32::MAX as usize);
    let size = source.text().len();
    if size > most {
        let message = format!("the text has {size} bytes, more than the limit of {most}");
        return Err(Diagnostic::error("TEXT_TOO_LARGE", source, Span::default(), message));
    }
    let mut reader = reader::Reader::new(source.text(), limits.depth);
    reader.document().map_err(|fault| fault::report(source, fault, reader.open()))
}

/// A JSON value and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'a> {
    /// From the first to past the last byte of the value.
    pub span: Span,
    /// The value.
    pub value: Value<'a>,
}

/// A JSON value as written: members in order, duplicates kept, numbers as text.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number in the digits of its author.
    Number(Cow<'a, str>),
    /// A string, unescaped.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Node<'a>>),
    /// An object.
    Object(Vec<Member<'a>>),
}

/// A key of an object with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Member<'a> {
    /// The key, unescaped; the span includes its quotes.
    pub key: Spanned<Cow<'a, str>>,
    /// The value.
    pub value: Node<'a>,
}

/// How much text a reader accepts before it refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of text.
    pub bytes: usize,
    /// Nested arrays and objects.
    pub depth: usize,
    /// Statements of one policy.
    pub statements: usize,
}

impl Default for Limits {
    /// 10 MB, 64 levels, 100,000 statements: far beyond what AWS stores.
    fn default() -> Self {
        Self { bytes: 10_000_000, depth: 64, statements: 100_000 }
    }
}

impl Value<'_> {
    /// What it is, with an article, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}
