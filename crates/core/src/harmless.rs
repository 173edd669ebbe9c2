//! Text of hostile files, so that it can be shown: it stays on its line and steers no terminal.

use std::borrow::Cow;

/// Whether showing a character moves no cursor and reorders no text: it is no control character, and none of the
/// marks that set the direction of writing.
///
/// ```
/// assert!(sayso::harmless::is_harmless('ß'));
/// assert!(!sayso::harmless::is_harmless('\u{1b}'));
/// // With this one, text can read as its opposite.
/// assert!(!sayso::harmless::is_harmless('\u{202e}'));
/// ```
pub fn is_harmless(character: char) -> bool {
    let reorders = matches!(character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !character.is_control() && !reorders
}

/// The text on one line, with whatever else is not harmless written as an escape.
///
/// ```
/// assert_eq!(sayso::harmless::one_line("role\n\u{1b}[2J"), "role\\n\\u{1b}[2J");
/// ```
pub fn one_line<'a>(text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
    let text = text.into();
    if text.chars().all(is_harmless) {
        return text;
    }
    let mut line = String::with_capacity(text.len() + 8);
    text.chars().for_each(|character| push(&mut line, character));
    line.into()
}

/// Adds a character, escaped unless it is harmless.
pub(crate) fn push(line: &mut String, character: char) {
    if is_harmless(character) {
        line.push(character);
    } else {
        line.extend(character.escape_default());
    }
}
