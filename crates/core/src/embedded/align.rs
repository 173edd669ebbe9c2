//! A text as written in a file, with escapes and indentation, beside the text that it stands for: where each
//! character comes from.

use super::Text;
use crate::json::UNKNOWN;

/// How a text is written.
///
/// ```
/// use sayso::embedded::{Quoting, Text, align};
///
/// // In YAML's single quotes, a quote is written twice.
/// let mut text = Text::default();
/// align(&mut text, "it's", "it''s", 0, Quoting::Doubled);
/// assert_eq!(text.as_str(), "it's");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// With backslashes: JSON, YAML in double quotes, HCL.
    Backslash,
    /// YAML in single quotes.
    Doubled,
    /// As it is: plain and block scalars, heredocs.
    Plain,
}

/// Adds `decoded` to `text`, each character with its place in `written`, which starts at `offset` of the file.
///
/// What was decoded is known from the parser, so that a rule it has and this has not costs a column, never a
/// character. Where `decoded` has the mark of an unknown part and `written` a `${…}`, that is a hole.
///
/// ```
/// use sayso::embedded::{Quoting, Text, align};
///
/// let mut text = Text::default();
/// align(&mut text, "a\"b", r#"a\"b"#, 10, Quoting::Backslash);
/// assert_eq!(text.as_str(), "a\"b");
/// ```
pub fn align(text: &mut Text, decoded: &str, written: &str, offset: usize, quoting: Quoting) {
    let mut cursor = Cursor { written, at: 0, offset, quoting };
    for character in decoded.chars() {
        cursor.take(character, text);
    }
    text.end(offset + written.len());
}

struct Cursor<'w> {
    written: &'w str,
    at: usize,
    offset: usize,
    quoting: Quoting,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        self.written.get(self.at..).unwrap_or_default()
    }

    /// Finds where `character` was written.
    fn take(&mut self, character: char, text: &mut Text) {
        loop {
            let place = self.offset + self.at;
            let Some(next) = self.rest().chars().next() else { return text.push(character, place) };
            if character == UNKNOWN && self.rest().starts_with("${") {
                text.hole(place);
                self.at += self.rest().find('}').map_or(self.rest().len(), |end| end + 1);
                return;
            }
            if next == '\\' && self.quoting == Quoting::Backslash {
                match escape(self.rest(), character) {
                    Some(length) => {
                        text.push(character, place);
                        self.at += length;
                        return;
                    }
                    // A line that goes on: the escape stands for nothing.
                    None => self.at += 1,
                }
            } else if next == character {
                text.push(character, place);
                self.at += next.len_utf8() + self.doubled(character);
                return;
            } else if character.is_whitespace() && next.is_whitespace() {
                text.push(character, place);
                self.at += next.len_utf8();
                return;
            } else if next.is_whitespace() || next == '!' && self.written.get(..self.at).is_some_and(is_open)
            {
                // Indentation and folds; `${!Name}` is how CloudFormation writes `${Name}`.
                self.at += next.len_utf8();
            } else {
                // A variable whose value is known: the text goes on behind it.
                if let (true, Some(end)) = (self.rest().starts_with("${"), self.rest().find('}')) {
                    self.at += end + 1;
                }
                return text.push(character, place);
            }
        }
    }

    /// The bytes of a second character that only tells that the first is meant: `''`, `$${`, `%%{`.
    fn doubled(&self, character: char) -> usize {
        let rest = self.rest();
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        let twice = match (self.quoting, character) {
            (Quoting::Doubled, '\'') => after.starts_with('\''),
            (Quoting::Backslash | Quoting::Plain, '$') => after.starts_with("${"),
            (Quoting::Backslash | Quoting::Plain, '%') => after.starts_with("%{"),
            _ => false,
        };
        usize::from(twice)
    }
}

fn is_open(before: &str) -> bool {
    before.ends_with("${")
}

/// The length of the escape at the start of `rest`, which stands for `character`; `None` before a line break.
fn escape(rest: &str, character: char) -> Option<usize> {
    let letter = rest.chars().nth(1);
    let length = match letter {
        Some('\n' | '\r') => return None,
        Some('x') => 4,
        // A surrogate pair.
        Some('u') if u32::from(character) > 0xffff => 12,
        Some('u') => 6,
        Some('U') => 10,
        letter => 1 + letter.map_or(0, char::len_utf8),
    };
    Some(length.min(rest.len()))
}
