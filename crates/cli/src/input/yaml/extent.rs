//! How far a scalar reaches.

use saphyr_parser::ScalarStyle;
use sayso::{Source, Span};

/// A scalar's own place: without the anchor and tag before it and what the parser counts in after it.
pub(super) fn of_scalar(source: &Source, span: Span, style: ScalarStyle) -> Span {
    let written = source.slice(span);
    let mut rest = written;
    while rest.starts_with(['&', '!']) {
        let Some((_, after)) = rest.split_once(char::is_whitespace) else { break };
        rest = after.trim_start();
    }
    let start = span.range().start + written.len() - rest.len();
    let length = match style {
        ScalarStyle::DoubleQuoted | ScalarStyle::SingleQuoted => quoted(rest).unwrap_or(rest.len()),
        _ => rest.trim_end().len(),
    };
    Span::new(start, start + length)
}

/// The length of a quoted text with its quotes.
fn quoted(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if quote == '"' => drop(characters.next()),
            // In single quotes, two of them stand for one.
            _ if character == quote
                && quote == '\''
                && characters.next_if(|next| next.1 == quote).is_some() => {}
            _ if character == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}
