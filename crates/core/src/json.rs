//! JSON with spans: strict RFC 8259, duplicate keys kept, every node placed.

mod beginning;
mod fault;
mod reader;
mod scalar;

use std::borrow::Cow;

pub use beginning::beginning;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span, Spanned};

/// Reads the whole text of `source` as one JSON value. A byte order mark at the start is skipped.
///
/// # Errors
/// The first place that is not JSON, or where a limit is exceeded. Nothing is repaired: a policy that AWS
/// would not store is not guessed at (semantics 1.4).
///
/// ```
/// use sayso::{Limits, Source, json};
///
/// let source = Source::new("role.json", r#"{"Statement": []}"#);
/// let node = json::parse(&source, &Limits::default()).unwrap();
/// assert_eq!(node.value.kind(), "an object");
///
/// let source = Source::new("role.json", r#"{"Action": ["s3:*",]}"#);
/// let error = json::parse(&source, &Limits::default()).unwrap_err();
/// assert_eq!(source.slice(error.span), ",");
/// assert_eq!(error.message, "the last comma has nothing after it");
/// ```
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
///
/// ```
/// use sayso::{Limits, Source, json};
///
/// let source = Source::new("role.json", r#"  {"Sid": "Read"}  "#);
/// let node = json::parse(&source, &Limits::default()).unwrap();
/// assert_eq!(source.slice(node.span), r#"{"Sid": "Read"}"#);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'a> {
    /// From the first to past the last byte of the value.
    pub span: Span,
    /// The value.
    pub value: Value<'a>,
}

/// A JSON value as written: members in order, duplicates kept, numbers as text.
///
/// ```
/// use sayso::{Limits, Source, json, json::Value};
///
/// let source = Source::new("values", r#"["\u0061na", 1.50]"#);
/// let Value::Array(items) = json::parse(&source, &Limits::default()).unwrap().value else { panic!() };
/// assert_eq!(items[0].value, Value::String("ana".into()));
/// assert_eq!(items[1].value, Value::Number("1.50".into()));
/// ```
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
    /// A value known only on deployment, such as a parameter of a template: its text, with
    /// [`UNKNOWN`] for each unknown part. [`parse`] makes none; readers of templates do.
    Unknown(Cow<'a, str>),
}

/// What stands for an unknown part in the text of a [`Value::Unknown`], or in a key: U+FFFC.
///
/// ```
/// use sayso::json::{UNKNOWN, Value};
///
/// // CloudFormation's `!Sub arn:aws:s3:::${Bucket}/*`, before anybody knows the bucket.
/// let objects = Value::Unknown(format!("arn:aws:s3:::{UNKNOWN}/*").into());
/// assert_eq!(objects.kind(), "a value known only on deployment");
/// ```
pub const UNKNOWN: char = '\u{fffc}';

/// A key of an object with its value. A key may come twice: that is for the reader of the object to
/// refuse (G07).
///
/// ```
/// use sayso::{Limits, Source, json, json::Value};
///
/// let source = Source::new("statement", r#"{"Effect": "Allow", "Effect": "Deny"}"#);
/// let node = json::parse(&source, &Limits::default()).unwrap();
/// let Value::Object(members) = node.value else { panic!() };
/// assert_eq!(members.len(), 2);
/// assert_eq!((&*members[1].key.value, source.slice(members[1].key.span)), ("Effect", r#""Effect""#));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Member<'a> {
    /// The key, unescaped; the span includes its quotes.
    pub key: Spanned<Cow<'a, str>>,
    /// The value.
    pub value: Node<'a>,
}

/// How much text a reader accepts before it refuses.
///
/// ```
/// use sayso::{Limits, PolicyDocument, Source};
///
/// let source = Source::new("role.json", r#"{"Statement": [{}, {}, {}]}"#);
/// let limits = Limits { statements: 2, ..Limits::default() };
/// let document = PolicyDocument::parse(&source, &limits);
/// assert!(document.diagnostics().iter().any(|fault| fault.code == "TOO_MANY_STATEMENTS"));
/// ```
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
    ///
    /// ```
    /// use sayso::json::Value;
    ///
    /// assert_eq!(format!("`Action` is {}", Value::Null.kind()), "`Action` is null");
    /// assert_eq!(Value::Array(vec![]).kind(), "an array");
    /// ```
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
            Self::Unknown(_) => "a value known only on deployment",
        }
    }
}
