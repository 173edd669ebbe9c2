//! JSON inside of another text: parsed as it reads, its places mapped back to the file.

use std::borrow::Cow;

use sayso::json::{self, Limits, Member, Node, Value};
use sayso::{Diagnostic, Source, Span, Spanned};

pub(super) use sayso::json::UNKNOWN;

/// A text and where each part of it stands in the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    read: String,
    /// Offsets of the text and of the file from which on both go in step.
    runs: Vec<(usize, usize)>,
    /// Offsets of the text where a mark stands for an unknown part.
    holes: Vec<usize>,
    /// Where the text ends in the file.
    end: usize,
}

impl Text {
    /// Adds a character that stands at `place` of the file.
    pub(super) fn push(&mut self, character: char, place: usize) {
        let at = self.read.len();
        let in_step = self.runs.last().is_some_and(|(inner, outer)| at - inner + outer == place);
        if !in_step {
            self.runs.push((at, place));
        }
        self.read.push(character);
        self.end = place + character.len_utf8();
    }

    /// Adds an unknown part.
    pub(super) fn hole(&mut self, place: usize) {
        self.holes.push(self.read.len());
        self.push(UNKNOWN, place);
    }

    /// Says where in the file the text ends.
    pub(super) fn end(&mut self, place: usize) {
        self.end = place;
    }

    /// As it reads.
    pub(super) fn as_str(&self) -> &str {
        &self.read
    }

    pub(super) fn has_holes(&self) -> bool {
        !self.holes.is_empty()
    }

    /// The text that this one stands for, URL-encoded as IAM hands out documents.
    pub(super) fn url_decoded(&self) -> Self {
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

    /// Hands on the JSON that the text is, its places those of the file, or the fault at its place there.
    pub(super) fn parsed<T>(
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
