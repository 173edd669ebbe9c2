//! From the parser's character counts to byte offsets.

/// Characters between two remembered places.
const STEP: usize = 256;

/// Byte offsets of every so many characters; nothing where bytes and characters are the same.
pub(super) struct Offsets<'a> {
    text: &'a str,
    steps: Vec<usize>,
}

impl<'a> Offsets<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let steps = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STEP).map(|(at, _)| at).collect()
        };
        Self { text, steps }
    }

    /// The byte offset of a character; the text's end for one beyond.
    pub(super) fn byte(&self, character: usize) -> usize {
        if self.steps.is_empty() {
            return character.min(self.text.len());
        }
        let start = self.steps.get(character / STEP).copied().unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or_default();
        rest.char_indices().nth(character % STEP).map_or(self.text.len(), |(at, _)| start + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_its_byte() {
        for text in ["", "plain", &"aé€\u{1f600}".repeat(200)] {
            let offsets = Offsets::of(text);
            for (character, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.byte(character), byte);
            }
            assert_eq!(offsets.byte(text.chars().count()), text.len());
            assert_eq!(offsets.byte(usize::MAX), text.len());
        }
    }
}
