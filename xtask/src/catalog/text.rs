//! One text that holds many strings, each once.

use std::collections::HashMap;

use anyhow::{Result, ensure};

/// The text and where each string is in it.
#[derive(Default)]
pub(super) struct Text {
    pub(super) bytes: String,
    starts: HashMap<String, usize>,
}

impl Text {
    /// Where a string starts (3 bytes) and how long it is (1); a new one is added.
    pub(super) fn reference(&mut self, text: &str) -> Result<[u8; 4]> {
        let start = *self.starts.entry(text.to_owned()).or_insert_with(|| {
            self.bytes.push_str(text);
            self.bytes.len() - text.len()
        });
        ensure!(start < 1 << 24, "the text is too long");
        ensure!(text.len() < 256, "`{text}` is too long");
        let [low, middle, high, ..] = start.to_le_bytes();
        Ok([low, middle, high, text.len().to_le_bytes()[0]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_written_once() {
        let mut text = Text::default();
        let ends = ["GetObject", "é", "GetObject", "Acl"].map(|string| {
            let [low, middle, high, length] = text.reference(string).unwrap();
            u32::from_le_bytes([low, middle, high, 0]) + u32::from(length)
        });
        assert_eq!(ends, [9, 11, 9, 14]);
        assert_eq!(text.bytes, "GetObjectéAcl");
    }
}
