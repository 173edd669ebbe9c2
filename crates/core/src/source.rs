//! Text with a name, spans into it, and the one place that turns offsets into lines and columns.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::harmless::one_line;

/// A byte range of a [`Source`]: `start` inclusive, `end` exclusive.
///
/// ```
/// use sayso::{Source, Span};
///
/// let source = Source::new("role.json", r#"{"Effect": "Allow"}"#);
/// let value = Span::new(11, 18);
/// assert_eq!(source.slice(value), r#""Allow""#);
/// assert_eq!(source.place(value), "role.json:1:12");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, saturating where a text exceeds 4 GiB (no reader accepts one).
    ///
    /// ```
    /// use sayso::Span;
    ///
    /// let span = Span::new(4, 9);
    /// assert_eq!((span.start, span.end), (4, 9));
    /// ```
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// An empty span at a byte offset: a place where something is missing, or where text is to be inserted.
    ///
    /// ```
    /// use sayso::{Source, Span};
    ///
    /// let source = Source::new("role.json", r#"{"Effect": "Allow""#);
    /// assert_eq!(source.slice(Span::at(18)), "");
    /// assert_eq!(source.place(Span::at(18)), "role.json:1:19");
    /// ```
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The span from the start of `self` to the end of `other`.
    ///
    /// ```
    /// use sayso::{Source, Span};
    ///
    /// let source = Source::new("role.json", r#""aws:username": "ana""#);
    /// let (key, value) = (Span::new(0, 14), Span::new(16, 21));
    /// assert_eq!(source.slice(key.to(value)), r#""aws:username": "ana""#);
    /// ```
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end }
    }

    /// The range of bytes, for slicing.
    ///
    /// ```
    /// use sayso::Span;
    ///
    /// assert_eq!(&"s3:GetObject"[Span::new(3, 12).range()], "GetObject");
    /// ```
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where it was written.
///
/// ```
/// use sayso::{Limits, PolicyDocument, Source, Version};
///
/// let source = Source::new("role.json", r#"{"Version": "2012-10-17", "Statement": []}"#);
/// let version = PolicyDocument::parse(&source, &Limits::default()).version().unwrap();
/// assert_eq!(version.value, Version::V2012);
/// assert_eq!(source.slice(version.span), r#""2012-10-17""#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// A place a person can find: both counts start at 1, columns count characters.
///
/// ```
/// use sayso::{LineColumn, Source};
///
/// let source = Source::new("role.json", "{\n  \"Sid\": \"Zürich\"}");
/// let end = source.text().len() as u32;
/// // 19 bytes are before the end of the line, but 18 characters.
/// assert_eq!(source.line_column(end), LineColumn { line: 2, column: 19 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// A named text, cheap to clone; spans of a document point into it.
///
/// ```
/// use sayso::{Limits, Source, json};
///
/// let source = Source::new("role.json", "{\n  \"Statement\": [\n}");
/// let error = json::parse(&source, &Limits::default()).unwrap_err();
/// assert!(error.to_string().starts_with("role.json:3:1: error"), "{error}");
/// ```
#[derive(Debug, Clone)]
pub struct Source(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    name: String,
    text: String,
    first_line: u32,
    line_starts: Vec<u32>,
    /// How many characters begin before every [`STEP`]th byte; counted when a place far into a line is asked for.
    counts: OnceLock<Vec<usize>>,
}

/// Bytes of a line that are counted anew for every place: texts of one long line have many.
const STEP: usize = 4096;

impl Source {
    /// Names `text`, usually by the path it was read from. The name is shown before every place; nothing is
    /// opened by it.
    ///
    /// ```
    /// use sayso::Source;
    ///
    /// let source = Source::new("policies/role.json", r#"{"Statement": []}"#);
    /// assert_eq!((source.name(), source.text().len()), ("policies/role.json", 17));
    /// ```
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::starting_at(name, text, 1)
    }

    /// Names a part of a text that starts at the beginning of line `first_line`, as one line of JSON
    /// lines does; places count from there.
    ///
    /// ```
    /// use sayso::{Source, Span};
    ///
    /// let third = Source::starting_at("cases.jsonl", r#"{"action": "s3:GetObject"}"#, 3);
    /// assert_eq!(third.place(Span::new(11, 25)), "cases.jsonl:3:12");
    /// ```
    pub fn starting_at(name: impl Into<String>, text: impl Into<String>, first_line: u32) -> Self {
        let text = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(breaks.map(|(at, _)| Span::at(at + 1).start)).collect();
        Self(Arc::new(Inner { name: name.into(), text, first_line, line_starts, counts: OnceLock::new() }))
    }

    /// Names `bytes`, which must be UTF-8.
    ///
    /// # Errors
    /// `TEXT_NOT_UTF_8`, at the first byte that is not; UTF-16, which some editors on Windows write, is
    /// called by its name.
    ///
    /// ```
    /// use sayso::Source;
    ///
    /// assert_eq!(Source::from_bytes("role.json", b"{}".to_vec()).unwrap().text(), "{}");
    ///
    /// let error = Source::from_bytes("role.json", vec![0xff, 0xfe, b'{', 0]).unwrap_err();
    /// assert_eq!((error.code, error.message.as_str()), ("TEXT_NOT_UTF_8", "the text is UTF-16"));
    /// ```
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Diagnostic> {
        const CODE: &str = "TEXT_NOT_UTF_8";
        // UTF-16 without a byte order mark is valid UTF-8: every other byte of ASCII text is NUL.
        if matches!(
            bytes.as_slice(),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 1..=255, ..] | [1..=255, 0, ..]
        ) {
            let source = Self::new(name, "");
            return Err(Diagnostic::error(CODE, &source, Span::default(), "the text is UTF-16")
                .help("save the text as UTF-8"));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let bad = bytes.get(good).copied().unwrap_or_default();
                let before = String::from_utf8_lossy(bytes.get(..good).unwrap_or_default());
                let source = Self::new(name, before);
                let message = format!("the byte 0x{bad:02x} is not UTF-8");
                Err(Diagnostic::error(CODE, &source, Span::at(good), message).help("save the text as UTF-8"))
            }
        }
    }

    /// The name given, usually a path.
    ///
    /// ```
    /// use sayso::Source;
    ///
    /// assert_eq!(Source::new("managed:ReadOnlyAccess", "{}").name(), "managed:ReadOnlyAccess");
    /// ```
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The whole text, a byte order mark at its start included.
    ///
    /// ```
    /// use sayso::Source;
    ///
    /// let read = Source::from_bytes("role.json", "\u{feff}{}".into()).unwrap();
    /// assert_eq!(read.text(), "\u{feff}{}");
    /// ```
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The text at `span`; empty where the span is not of this source.
    ///
    /// ```
    /// use sayso::{Source, Span};
    ///
    /// let source = Source::new("role.json", r#"{"Action": "s3:*"}"#);
    /// assert_eq!(source.slice(Span::new(12, 16)), "s3:*");
    /// assert_eq!(source.slice(Span::new(12, 99)), "");
    /// ```
    pub fn slice(&self, span: Span) -> &str {
        self.0.text.get(span.range()).unwrap_or_default()
    }

    /// Line and column of a byte offset; of the last line's end where the offset is beyond the text.
    ///
    /// ```
    /// use sayso::{LineColumn, Source};
    ///
    /// let source = Source::new("role.json", "{\n  \"Statement\": []\n}");
    /// assert_eq!(source.line_column(4), LineColumn { line: 2, column: 3 });
    /// ```
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let line = self.0.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.0.line_starts.get(line - 1).copied().unwrap_or(0);
        let before = self.slice(Span { start, end: offset });
        let column = 1 + match before.len() {
            0..=STEP => shown(before),
            _ => self.shown_before(offset).saturating_sub(self.shown_before(start)),
        };
        let line = Span::at(line - 1).start.saturating_add(self.0.first_line);
        LineColumn { line, column: Span::at(column).start }
    }

    /// How many characters that an editor shows begin before `offset`.
    fn shown_before(&self, offset: u32) -> usize {
        let text = self.text();
        let counts = self.0.counts.get_or_init(|| {
            let steps = (0..=text.len() / STEP).map(|step| boundary(text, step * STEP));
            let ends = steps.clone().skip(1).chain([text.len()]);
            let parts = steps.zip(ends).map(|(from, to)| text.get(from..to).map_or(0, shown));
            let before = parts.scan(0, |total, count| Some(std::mem::replace(total, *total + count)));
            before.collect()
        });
        let step = offset as usize / STEP;
        // A step ends with the character that crosses it.
        let from = boundary(text, step * STEP);
        let rest = text.get(from..offset as usize).map_or(0, shown);
        counts.get(step).copied().unwrap_or_default() + rest
    }

    /// `name:line:column` of a span's start: what editors and terminals make a link of, on one line
    /// whatever the name.
    ///
    /// ```
    /// use sayso::{Source, Span};
    ///
    /// let source = Source::new("role.json", "{\n  \"Statement\": []\n}");
    /// assert_eq!(source.place(Span::new(4, 15)), "role.json:2:3");
    /// ```
    pub fn place(&self, span: Span) -> String {
        let LineColumn { line, column } = self.line_column(span.start);
        one_line(format!("{}:{line}:{column}", self.name())).into_owned()
    }
}

/// The characters that an editor shows; the byte order mark is none.
fn shown(text: &str) -> usize {
    text.chars().filter(|c| *c != '\u{feff}').count()
}

/// Where the first character begins at or after byte `at`.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_after_the_break() {
        let source = Source::new("p.json", "\u{feff}{\n  \"é\": 1\r\n}");
        let place = |needle: &str| source.place(Span::at(source.text().find(needle).unwrap()));
        assert_eq!(place("{"), "p.json:1:1");
        assert_eq!(place(":"), "p.json:2:6");
        assert_eq!(place("}"), "p.json:3:1");
        assert_eq!(source.place(Span::at(9999)), "p.json:3:1");
    }

    #[test]
    fn columns_far_into_a_line_are_those_that_counting_gives() {
        let line = "ab€\u{feff}𝄞".repeat(2_000);
        let text = format!("{{\n{line}\n{line}");
        let source = Source::new("p.json", text.as_str());
        for start in [2, 3 + line.len()] {
            for (at, _) in line.char_indices().step_by(7) {
                let column =
                    line.get(..at).unwrap_or_default().chars().filter(|c| *c != '\u{feff}').count() + 1;
                assert_eq!(source.line_column(Span::at(start + at).start).column as usize, column, "{at}");
            }
        }
    }

    #[test]
    fn a_part_of_a_text_keeps_the_lines_of_the_whole() {
        let source = Source::starting_at("cases.jsonl", "{}\n1", 7);
        assert_eq!(source.place(Span::at(1)), "cases.jsonl:7:2");
        assert_eq!(source.place(Span::at(3)), "cases.jsonl:8:1");
    }

    #[test]
    fn hostile_names_and_messages_stay_on_one_line() {
        let source = Source::new("a\u{1b}[2J", "{}");
        let fault =
            Diagnostic::error("CODE", &source, Span::at(0), "key `\n` is given twice").help("say \u{7}");
        assert_eq!(fault.to_string(), "a\\u{1b}[2J:1:1: error[CODE]: key `\\n` is given twice (say \\u{7})");
    }
}
