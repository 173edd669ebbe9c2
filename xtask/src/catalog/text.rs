//! One text that holds many strings, those within others only once.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};

/// The text and where each string is in it.
pub(super) struct Text<'a> {
    pub(super) bytes: String,
    starts: BTreeMap<&'a str, usize>,
    /// What the strings of the text end in, sorted, with the string.
    tails: Vec<(&'a str, &'a str)>,
}

impl<'a> Text<'a> {
    pub(super) fn new(strings: &BTreeSet<&'a str>) -> Self {
        let mut tails: Vec<(&str, &str)> = strings.iter().copied().flat_map(tails_of).collect();
        tails.sort_unstable();
        let is_within_another = |text: &str| {
            let mut near = from(&tails, text).take_while(|(tail, _)| tail.starts_with(text));
            near.any(|(_, whole)| whole != text)
        };
        let mut bytes = String::new();
        let mut starts = BTreeMap::new();
        for text in strings.iter().copied().filter(|text| !is_within_another(text)) {
            starts.insert(text, bytes.len());
            bytes.push_str(text);
        }
        tails.retain(|(_, whole)| starts.contains_key(whole));
        Self { bytes, starts, tails }
    }

    /// Where a string starts (3 bytes) and how long it is (1).
    pub(super) fn reference(&self, text: &str) -> Result<[u8; 4]> {
        let first = from(&self.tails, text).next().filter(|(tail, _)| tail.starts_with(text));
        let (tail, whole) = first.with_context(|| format!("`{text}` was not gathered"))?;
        let start = self.starts.get(whole).context("a string has no start")? + whole.len() - tail.len();
        ensure!(start < 1 << 24, "the text is too long");
        ensure!(text.len() < 256, "`{text}` is too long");
        let [low, middle, high, ..] = start.to_le_bytes();
        Ok([low, middle, high, text.len().to_le_bytes()[0]])
    }
}

fn tails_of(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.char_indices().filter_map(move |(at, _)| Some((text.get(at..)?, text)))
}

/// The tails from the first that is not before `text`.
fn from<'t, 'a>(
    tails: &'t [(&'a str, &'a str)],
    text: &str,
) -> impl Iterator<Item = (&'a str, &'a str)> + 't {
    tails.iter().copied().skip(tails.partition_point(|(tail, _)| *tail < text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_within_others_take_no_room() {
        let strings = BTreeSet::from(["GetObject", "GetObjectAcl", "Object", "PutAcl", "Acl", "é"]);
        let text = Text::new(&strings);
        assert_eq!(text.bytes, "GetObjectAclPutAclé");
        for string in strings {
            let [low, middle, high, length] = text.reference(string).unwrap();
            let start = u32::from_le_bytes([low, middle, high, 0]) as usize;
            assert_eq!(text.bytes.get(start..start + usize::from(length)), Some(string));
        }
        assert!(text.reference("Delete").is_err());
    }
}
