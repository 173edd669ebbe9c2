//! JSON inside of another text: parsed as it reads, its places mapped back to the file.

mod align;

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::json::{self, Limits, Member, Node, UNKNOWN, Value};
use crate::source::{Source, Span, Spanned};

pub use align::{Quoting, align};

/// A text and where each part of it stands in the file.
///
/// ```
/// use sayso::embedded::Text;
/// use sayso::{Limits, Source};
///
/// // A policy in a string of JSON, as IAM prints it.
/// let source = Source::new("dump.json", r#"{"Document": "{\"Statement\": []}"}"#);
/// let text = Text::of_json_string(&source, sayso::Span::new(13, 33), r#"{"Statement": []}"#);
/// text.parsed(&source, &Limits::default(), |node| {
///     assert_eq!(source.place(node.unwrap().span), "dump.json:1:15");
/// });
/// ```
#[derive(Debug, Clone, Default)]
pub struct Text {
    read: String,
    /// Offsets of the text and of the file from which on both go in step.
    runs: Vec<(usize, usize)>,
    /// Offsets of the text where a mark stands for an unknown part.
    holes: Vec<usize>,
    /// Where the text ends in the file.
    end: usize,
}

impl Text {
    /// What a string of JSON stands for: `decoded`, written at `span` with its quotes.
    ///
    /// ```
    /// use sayso::embedded::Text;
    /// use sayso::{Source, Span};
    ///
    /// let source = Source::new("dump.json", r#""%7B%7D""#);
    /// assert_eq!(Text::of_json_string(&source, Span::new(0, 8), "%7B%7D").as_str(), "%7B%7D");
    /// ```
    pub fn of_json_string(source: &Source, span: Span, decoded: &str) -> Self {
        let mut text = Self::default();
        let inside = source.slice(span).get(1..).unwrap_or_default();
        align(&mut text, decoded, inside, span.range().start + 1, Quoting::Backslash);
        text
    }

    /// Adds a character that stands at `place` of the file.
    ///
    /// ```
    /// use sayso::embedded::Text;
    ///
    /// let mut text = Text::default();
    /// text.push('{', 40);
    /// assert_eq!(text.as_str(), "{");
    /// ```
    pub fn push(&mut self, character: char, place: usize) {
        let at = self.read.len();
        let in_step = self.runs.last().is_some_and(|(inner, outer)| at - inner + outer == place);
        if !in_step {
            self.runs.push((at, place));
        }
        self.read.push(character);
        self.end = place + character.len_utf8();
    }

    /// Adds an unknown part.
    ///
    /// ```
    /// use sayso::embedded::Text;
    ///
    /// let mut text = Text::default();
    /// text.hole(40);
    /// assert!(text.has_holes());
    /// ```
    pub fn hole(&mut self, place: usize) {
        self.holes.push(self.read.len());
        self.push(UNKNOWN, place);
    }

    /// Says where in the file the text ends.
    ///
    /// ```
    /// use sayso::embedded::Text;
    ///
    /// let mut text = Text::default();
    /// text.push('{', 40);
    /// text.end(42);
    /// assert_eq!(text.as_str(), "{");
    /// ```
    pub fn end(&mut self, place: usize) {
        self.end = place;
    }

    /// As it reads.
    ///
    /// ```
    /// assert_eq!(sayso::embedded::Text::default().as_str(), "");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.read
    }

    /// Whether a part of it is unknown.
    ///
    /// ```
    /// assert!(!sayso::embedded::Text::default().has_holes());
    /// ```
    pub fn has_holes(&self) -> bool {
        !self.holes.is_empty()
    }

    /// The text that this one stands for, URL-encoded as IAM hands out documents.
    ///
    /// ```
    /// use sayso::embedded::Text;
    ///
    /// let mut text = Text::default();
    /// "%7B%7D".chars().zip(10..).for_each(|(character, place)| text.push(character, place));
    /// assert_eq!(text.url_decoded().as_str(), "{}");
    /// ```
    #[must_use]
    pub fn url_decoded(&self) -> Self {
        let mut bytes = Vec::new();
        let mut places = Vec::new();
        let mut rest = self.read.as_str();
        while let Some(first) = rest.chars().next() {
            let place = self.place(self.read.len() - rest.len());
            let hex = rest.strip_prefix('%').and_then(|hex| hex.get(..2));
            let (byte, length) = match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                Some(byte) => (vec![byte], 3),
                None => (first.to_string().into_bytes(), first.len_utf8()),
            };
            places.extend(std::iter::repeat_n(place, byte.len()));
            bytes.extend(byte);
            rest = rest.get(length..).unwrap_or_default();
        }
        let mut decoded = Self::default();
        let text = String::from_utf8_lossy(&bytes);
        for (at, character) in text.char_indices() {
            decoded.push(character, places.get(at).copied().unwrap_or(self.end));
        }
        decoded.end = self.end;
        decoded
    }

    /// Whether the text is URL-encoded JSON, as the IAM API hands out documents.
    ///
    /// ```
    /// assert!(!sayso::embedded::Text::default().is_url_encoded());
    /// ```
    pub fn is_url_encoded(&self) -> bool {
        self.read.trim_start().starts_with("%7")
    }

    /// Hands on the JSON that the text is, its places those of the file, or the fault at its place there.
    ///
    /// ```
    /// use sayso::embedded::Text;
    /// use sayso::{Limits, Source};
    ///
    /// let source = Source::new("dump.json", r#""{\"Statement\": ]""#);
    /// let text = Text::of_json_string(&source, sayso::Span::new(0, 19), r#"{"Statement": ]"#);
    /// let place = text.parsed(&source, &Limits::default(), |node| node.unwrap_err().to_string());
    /// assert!(place.starts_with("dump.json:1:18"), "{place}");
    /// ```
    pub fn parsed<T>(
        &self,
        source: &Source,
        limits: &Limits,
        take: impl FnOnce(Result<&Node<'_>, Diagnostic>) -> T,
    ) -> T {
        let whole = if self.has_holes() { Cow::Owned(self.with_quoted_holes()) } else { Cow::Borrowed(self) };
        let inner = Source::new(source.name(), whole.read.as_str());
        match json::parse(&inner, limits) {
            Ok(node) => take(Ok(&whole.placed(node))),
            Err(fault) => take(Err(whole.fault(&fault, source))),
        }
    }

    /// Holes that stand for whole values put into quotes, so that they are values.
    fn with_quoted_holes(&self) -> Self {
        let mut quoted = Self::default();
        let (mut in_string, mut escaped) = (false, false);
        for (at, character) in self.read.char_indices() {
            let place = self.place(at);
            if self.holes.binary_search(&at).is_ok() {
                if !in_string {
                    quoted.push('"', place);
                }
                quoted.hole(place);
                if !in_string {
                    quoted.push('"', place);
                }
                continue;
            }
            match character {
                _ if escaped => escaped = false,
                '\\' if in_string => escaped = true,
                '"' => in_string = !in_string,
                _ => {}
            }
            quoted.push(character, place);
        }
        quoted.end = self.end;
        quoted
    }

    fn place(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|(inner, _)| *inner <= at);
        match run.checked_sub(1).and_then(|run| self.runs.get(run)) {
            _ if at >= self.read.len() => self.end,
            Some((inner, outer)) => outer + (at - inner),
            None => self.end,
        }
    }

    fn span(&self, span: Span) -> Span {
        Span::new(self.place(span.range().start), self.place(span.range().end))
    }

    /// A node with the places of the file, its strings with unknown parts unknown.
    fn placed<'a>(&self, node: Node<'a>) -> Node<'a> {
        let unknown = self.holes.iter().any(|hole| node.span.range().contains(hole));
        let value = match node.value {
            Value::String(text) if unknown => Value::Unknown(text),
            Value::Array(items) => Value::Array(items.into_iter().map(|item| self.placed(item)).collect()),
            Value::Object(members) => {
                Value::Object(members.into_iter().map(|member| self.placed_member(member)).collect())
            }
            value => value,
        };
        Node { span: self.span(node.span), value }
    }

    fn placed_member<'a>(&self, Member { key, value }: Member<'a>) -> Member<'a> {
        Member { key: Spanned { value: key.value, span: self.span(key.span) }, value: self.placed(value) }
    }

    /// A fault of the text as one of the file, other places in its message included.
    fn fault(&self, fault: &Diagnostic, source: &Source) -> Diagnostic {
        const OPENED: &str = "opened at ";
        let mut message = fault.message.clone();
        if let Some((before, place)) = fault.message.split_once(OPENED)
            && let Some(offset) = offset_of(&self.read, place)
        {
            let place = source.line_column(Span::at(self.place(offset)).start);
            message = format!("{before}{OPENED}{}:{}", place.line, place.column);
        }
        let placed = Diagnostic::error(fault.code, source, self.span(fault.span), message);
        match &fault.help {
            Some(help) => placed.help(help.clone()),
            None => placed,
        }
    }
}

/// The offset of a `line:column` in a text.
fn offset_of(text: &str, place: &str) -> Option<usize> {
    let (line, column) = place.split_once(':')?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let rest = text.get(start..)?;
    Some(start + rest.char_indices().nth(column.checked_sub(1)?).map_or(rest.len(), |(at, _)| at))
}
