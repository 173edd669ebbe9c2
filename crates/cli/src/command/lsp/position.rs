//! Places as the protocol counts: lines from 0, and in a line UTF-16 units, or bytes if the editor would rather.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Position {
    pub(super) line: u32,
    pub(super) character: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Range {
    pub(super) start: Position,
    pub(super) end: Position,
}

/// What columns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Unit {
    #[default]
    Utf16,
    Utf8,
}

impl Unit {
    fn width(self, character: char) -> usize {
        match self {
            Self::Utf16 => character.len_utf16(),
            Self::Utf8 => character.len_utf8(),
        }
    }
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// A line ends with `\n`, `\r\n` or `\r`.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = |at: &usize| match bytes.get(*at) {
            Some(b'\n') => true,
            Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        Self(std::iter::once(0).chain((0..bytes.len()).filter(ends).map(|at| at + 1)).collect())
    }

    /// The byte of a place. What is beyond the end of its line is that end, and beyond the last line the text's.
    pub(super) fn offset(&self, text: &str, position: Position, unit: Unit) -> usize {
        let Some(start) = self.0.get(position.line as usize) else { return text.len() };
        let line = text.get(*start..).unwrap_or_default();
        let mut left = position.character as usize;
        let mut offset = *start;
        for character in line.chars().take_while(|character| !matches!(character, '\n' | '\r')) {
            let width = unit.width(character);
            if left < width {
                break;
            }
            left -= width;
            offset += character.len_utf8();
        }
        offset
    }

    /// The place of a byte.
    pub(super) fn position(&self, text: &str, offset: usize, unit: Unit) -> Position {
        let offset = offset.min(text.len());
        let line = self.0.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.0.get(line).copied().unwrap_or_default();
        let before = text.get(start..offset).unwrap_or_default();
        let character = before.chars().map(|character| unit.width(character)).sum();
        Position { line: number(line), character: number(character) }
    }

    /// The byte of a line and column that count from 1, columns in characters.
    pub(super) fn of_column(&self, text: &str, line: u32, column: u32) -> usize {
        let start = self.0.get((line as usize).saturating_sub(1)).copied().unwrap_or(text.len());
        let line = text.get(start..).unwrap_or_default();
        let before = (column as usize).saturating_sub(1);
        let within = line.chars().take_while(|character| !matches!(character, '\n' | '\r')).take(before);
        start + within.map(char::len_utf8).sum::<usize>()
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_bytes_are_the_same_in_both_units() {
        let text = "é😀a\r\nb\rc\n";
        let lines = Lines::of(text);
        for (line, utf16, utf8, offset) in [
            (0, 0, 0, 0),
            (0, 1, 2, 2),
            (0, 3, 6, 6),
            (0, 4, 7, 7),
            (1, 0, 0, 9),
            (2, 1, 1, 12),
            (3, 0, 0, 13),
        ] {
            for (unit, character) in [(Unit::Utf16, utf16), (Unit::Utf8, utf8)] {
                let position = Position { line, character };
                assert_eq!(lines.offset(text, position, unit), offset, "{position:?} {unit:?}");
                assert_eq!(lines.position(text, offset, unit), position, "{offset} {unit:?}");
            }
        }
    }

    #[test]
    fn what_is_beyond_the_end_is_the_end() {
        let text = "é😀\nb";
        let lines = Lines::of(text);
        let offset = |line, character| lines.offset(text, Position { line, character }, Unit::Utf16);
        assert_eq!([offset(0, 99), offset(1, u32::MAX), offset(7, 0), offset(u32::MAX, 3)], [6, 8, 8, 8]);
        // The middle of a character is its beginning.
        assert_eq!(offset(0, 2), 2);
        assert_eq!(lines.position(text, 99, Unit::Utf16), Position { line: 1, character: 1 });
        assert_eq!(lines.of_column(text, 1, 2), 2);
    }
}
