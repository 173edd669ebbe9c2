//! The tokens of JSON that need not be JSON: its author is still writing.

use crate::source::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `{`
    OpenObject,
    /// `[`
    OpenArray,
    /// `}`
    CloseObject,
    /// `]`
    CloseArray,
    /// `:`
    Colon,
    /// `,`
    Comma,
    /// A string that ends in a quote.
    Text,
    /// A string that does not: it ends with its line.
    OpenText,
    /// Anything else: a number, `true`, a word without quotes.
    Word,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

impl Token {
    /// Whether a cursor at `offset` is in it: within the quotes of a string, or at an end of a word.
    pub(super) fn holds(self, offset: usize) -> bool {
        let std::ops::Range { start, end } = self.span.range();
        match self.kind {
            Kind::Text => start < offset && offset < end,
            Kind::OpenText => start < offset && offset <= end,
            Kind::Word => start <= offset && offset <= end,
            _ => false,
        }
    }

    /// Its text without the quotes of a string.
    pub(super) fn content(self) -> Span {
        let Span { start, end } = self.span;
        match self.kind {
            Kind::Text => Span { start: start + 1, end: end - 1 },
            Kind::OpenText => Span { start: start + 1, end },
            _ => self.span,
        }
    }
}

/// The tokens of a text, in order.
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tokens<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let is_space = |byte: &u8| byte.is_ascii_whitespace();
        self.at += self.rest().bytes().take_while(is_space).count();
        let rest = self.rest();
        let (kind, length) = match rest.bytes().next()? {
            b'{' => (Kind::OpenObject, 1),
            b'[' => (Kind::OpenArray, 1),
            b'}' => (Kind::CloseObject, 1),
            b']' => (Kind::CloseArray, 1),
            b':' => (Kind::Colon, 1),
            b',' => (Kind::Comma, 1),
            b'"' => string(rest),
            _ => (Kind::Word, rest.bytes().take_while(|byte| !ends_word(*byte)).count()),
        };
        let start = self.at;
        self.at += length;
        Some(Token { kind, span: Span::new(start, self.at) })
    }
}

/// A string from its opening quote: whether it is closed, and its length. White space at the end of an open one is
/// none of it.
fn string(text: &str) -> (Kind, usize) {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'\n' | b'\r' => return (Kind::OpenText, text.get(..at).unwrap_or_default().trim_end().len()),
            b'"' if !escaped => return (Kind::Text, at + 1),
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    (Kind::OpenText, text.len())
}

fn ends_word(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'{' | b'}' | b'[' | b']' | b':' | b',' | b'"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_string_ends_with_its_line() {
        let text = "{\"a\\\"b\": [tru, \"s3:Get  \r\n \"x\"] \"é";
        let tokens: Vec<(Kind, &str)> =
            Tokens::of(text).map(|token| (token.kind, text.get(token.content().range()).unwrap())).collect();
        let expected = [
            (Kind::OpenObject, "{"),
            (Kind::Text, "a\\\"b"),
            (Kind::Colon, ":"),
            (Kind::OpenArray, "["),
            (Kind::Word, "tru"),
            (Kind::Comma, ","),
            (Kind::OpenText, "s3:Get"),
            (Kind::Text, "x"),
            (Kind::CloseArray, "]"),
            (Kind::OpenText, "é"),
        ];
        assert_eq!(tokens, expected);
    }
}
