//! Reading untrusted bytes in place: every step is checked, nothing is copied.

use crate::error::CorruptCatalog;

/// Reads forward through bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Fails where bytes are left over.
    pub(crate) fn end(self) -> Result<(), CorruptCatalog> {
        if self.0.is_empty() { Ok(()) } else { Err(CorruptCatalog("it is longer than it says")) }
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], CorruptCatalog> {
        let (head, tail) = self.0.split_at_checked(count).ok_or(CorruptCatalog("it ends too early"))?;
        self.0 = tail;
        Ok(head)
    }

    fn byte(&mut self) -> Result<u8, CorruptCatalog> {
        let (byte, tail) = self.0.split_first().ok_or(CorruptCatalog("it ends too early"))?;
        self.0 = tail;
        Ok(*byte)
    }

    /// Four bytes, little end first.
    pub(crate) fn u32(&mut self) -> Result<u32, CorruptCatalog> {
        let (bytes, tail) = self.0.split_first_chunk().ok_or(CorruptCatalog("it ends too early"))?;
        self.0 = tail;
        Ok(u32::from_le_bytes(*bytes))
    }

    /// `N` bytes, little end first.
    pub(crate) fn number<const N: usize>(&mut self) -> Result<usize, CorruptCatalog> {
        let (bytes, tail) = self.0.split_first_chunk::<N>().ok_or(CorruptCatalog("it ends too early"))?;
        self.0 = tail;
        size(bytes.iter().rev().fold(0_u64, |value, byte| value << 8 | u64::from(*byte)))
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn rest(self) -> &'a [u8] {
        self.0
    }

    /// Seven bits a byte, low bits first; the high bit says that more follow.
    pub(crate) fn varint(&mut self) -> Result<u64, CorruptCatalog> {
        let mut value = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(CorruptCatalog("a number is too long"))
    }

    /// A signed varint: 0, -1, 1, -2, … are written 0, 1, 2, 3, …
    pub(crate) fn signed(&mut self) -> Result<i64, CorruptCatalog> {
        let value = self.varint()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }
}

/// Entries of any length, found by their number: the count, the end of each entry, the entries.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Table<'a> {
    ends: &'a [u8],
    bytes: &'a [u8],
}

impl<'a> Table<'a> {
    pub(crate) fn read(input: &mut Cursor<'a>) -> Result<Self, CorruptCatalog> {
        let size = size(input.u32()?)?.checked_mul(4).ok_or(CorruptCatalog("a table is too large"))?;
        let ends = input.take(size)?;
        let length = ends.last_chunk().map_or(0, |end| u32::from_le_bytes(*end));
        Ok(Self { ends, bytes: input.take(self::size(length)?)? })
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len() / 4
    }

    pub(crate) fn get(&self, index: usize) -> Result<&'a [u8], CorruptCatalog> {
        let start = match index.checked_sub(1) {
            Some(before) => self.end(before),
            None => Some(0),
        };
        let range = start.zip(self.end(index)).map(|(start, end)| start..end);
        range.and_then(|range| self.bytes.get(range)).ok_or(CorruptCatalog("an entry is missing"))
    }

    pub(crate) fn text(&self, index: usize) -> Result<&'a str, CorruptCatalog> {
        std::str::from_utf8(self.get(index)?).map_err(|_| CorruptCatalog("a string is not UTF-8"))
    }

    fn end(&self, index: usize) -> Option<usize> {
        let at = index.checked_mul(4)?;
        let end = self.ends.get(at..)?.first_chunk()?;
        usize::try_from(u32::from_le_bytes(*end)).ok()
    }
}

/// Entries of one width, found by their number: the count, the entries.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rows<'a> {
    width: usize,
    bytes: &'a [u8],
}

impl<'a> Rows<'a> {
    pub(crate) fn read(input: &mut Cursor<'a>, width: usize) -> Result<Self, CorruptCatalog> {
        let size = size(input.u32()?)?.checked_mul(width).ok_or(CorruptCatalog("a table is too large"))?;
        Ok(Self { width, bytes: input.take(size)? })
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len().checked_div(self.width).unwrap_or(0)
    }

    pub(crate) fn get(&self, index: usize) -> Result<Cursor<'a>, CorruptCatalog> {
        let start = index.checked_mul(self.width);
        let range = start.and_then(|start| Some(start..start.checked_add(self.width)?));
        let row = range.and_then(|range| self.bytes.get(range));
        row.map(Cursor::new).ok_or(CorruptCatalog("an entry is missing"))
    }
}

/// Strings anywhere in one text, so that one can be part of another.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Text<'a>(&'a str);

impl<'a> Text<'a> {
    pub(crate) fn read(input: &mut Cursor<'a>) -> Result<Self, CorruptCatalog> {
        let length = size(input.u32()?)?;
        // Once for all strings: a look-up reads many of them.
        let text = std::str::from_utf8(input.take(length)?);
        text.map(Self).map_err(|_| CorruptCatalog("its text is not UTF-8"))
    }

    /// The string of the reference that comes next in `input`: where it starts (3 bytes), how long it is (1).
    pub(crate) fn next(&self, input: &mut Cursor<'_>) -> Result<&'a str, CorruptCatalog> {
        let start = input.number::<3>()?;
        let end = start + input.number::<1>()?;
        self.0.get(start..end).ok_or(CorruptCatalog("a string is missing"))
    }
}

/// A count that has to fit the machine's memory.
pub(crate) fn size<T: TryInto<usize>>(value: T) -> Result<usize, CorruptCatalog> {
    value.try_into().map_err(|_| CorruptCatalog("a number is too large"))
}
