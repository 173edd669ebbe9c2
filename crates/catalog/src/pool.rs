//! The strings of all documents, each once, front-coded.

use crate::bytes::{Cursor, Table, size};
use crate::error::CorruptCatalog;

/// Strings per block; the writer uses the same number.
const BLOCK: usize = 8;
/// The longest string accepted; the longest in AWS's policies has 203 bytes.
const LONGEST: usize = 1024;

/// Numbered strings in blocks of eight: each is what it shares with the one before it and the rest.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct StringPool<'a>(Table<'a>);

impl<'a> StringPool<'a> {
    pub(crate) fn new(blocks: Table<'a>) -> Self {
        Self(blocks)
    }

    /// The string with this number, built in `scratch`.
    pub(crate) fn get<'s>(&self, index: u64, scratch: &'s mut Vec<u8>) -> Result<&'s str, CorruptCatalog> {
        let index = size(index)?;
        let mut block = Cursor::new(self.0.get(index / BLOCK)?);
        scratch.clear();
        for _ in 0..=index % BLOCK {
            let shared = size(block.varint()?)?;
            let length = size(block.varint()?)?;
            let rest = block.take(length)?;
            if shared > scratch.len() || shared.saturating_add(length) > LONGEST {
                return Err(CorruptCatalog("a string is too long"));
            }
            scratch.truncate(shared);
            scratch.extend_from_slice(rest);
        }
        std::str::from_utf8(scratch).map_err(|_| CorruptCatalog("a string is not UTF-8"))
    }
}
