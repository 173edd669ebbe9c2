//! Places as the editor counts them: in UTF-16 units.

use sayso::Span;

/// Turns byte offsets of one text into UTF-16 offsets and back.
pub(crate) struct Offsets {
    /// After each character that is not ASCII: the byte offset, and how many bytes more than units lie before it.
    /// Ascending in both.
    wide: Vec<(usize, usize)>,
}

/// A place in UTF-16 units, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Place {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Offsets {
    pub(crate) fn new(text: &str) -> Self {
        let mut surplus = 0;
        let wide =
            text.char_indices().filter(|(_, character)| !character.is_ascii()).map(|(at, character)| {
                surplus += character.len_utf8() - character.len_utf16();
                (at + character.len_utf8(), surplus)
            });
        Self { wide: wide.collect() }
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        let range = span.range();
        Place { from: self.utf16(range.start), to: self.utf16(range.end) }
    }

    fn utf16(&self, byte: usize) -> usize {
        let before = self.wide.partition_point(|(end, _)| *end <= byte);
        byte - before.checked_sub(1).and_then(|last| self.wide.get(last)).map_or(0, |(_, surplus)| *surplus)
    }

    /// The byte offset of a UTF-16 offset.
    pub(crate) fn byte(&self, utf16: usize) -> usize {
        let before = self.wide.partition_point(|(end, surplus)| end - surplus <= utf16);
        utf16 + before.checked_sub(1).and_then(|last| self.wide.get(last)).map_or(0, |(_, surplus)| *surplus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_an_editor_does() {
        let text = "{\"é\": \"🦀x\"}";
        let offsets = Offsets::new(text);
        for (at, _) in text.char_indices() {
            let expected = text.split_at(at).0.encode_utf16().count();
            assert_eq!(offsets.utf16(at), expected, "{at}");
            assert_eq!(offsets.byte(expected), at);
        }
        assert_eq!(
            offsets.place(Span::new(0, text.len())),
            Place { from: 0, to: text.encode_utf16().count() }
        );
    }
}
