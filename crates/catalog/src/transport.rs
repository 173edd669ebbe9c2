//! The service reference for sending: the same contents in an order that compresses to less.
//!
//! [`unpack`] makes `services.bin` of these parts, numbers of four bytes, little end first:
//!
//! 1. [`MAGIC`]; the length of the file's beginning (its magic and about), and that
//! 2. the length of the strings, and those: each with a line feed behind it, in the order in which the columns
//!    below use them, repeated where used again. The text of the file is made of them
//! 3. every table of rows, then the ends of the lists, then the names that the first of the lists hold: the
//!    number of rows, then its fields one after the other. Of a reference into the text nothing is written; of
//!    other fields, the first bytes of all rows, then the second ones and so on. What a number stands for is
//!    said at [`Field`] and done by [`Unpacker::rows`]
//! 4. the rest of the lists

mod pack;

pub use pack::pack;

use crate::bytes::{Cursor, size};
use crate::error::CorruptCatalog;
use crate::reference::layout::{self, Field};

/// The first bytes; the last of them is the version of the format.
const MAGIC: &[u8] = b"sayso-columns\0\0\x01";
/// The most bytes that go in or come out: what the references into a text can reach.
const LIMIT: usize = 16 << 20;
/// Longer strings looked at for one used before; beyond that, strings are repeated. The services take 10,389.
const MOST_STEPS: usize = 1 << 20;
/// The ends of the lists, as rows.
const ENDS: &[Field] = &[Field::Ascending(4)];
/// The names in lists, as rows.
const NAMES: &[Field] = &[Field::Text];

/// The bytes of `services.bin`, as [`crate::PackedServices::from_bytes`] reads them, from what [`pack`] made
/// of them. It takes at most 16 MiB and gives at most twice that.
///
/// # Errors
/// [`CorruptCatalog`] of bytes that are too long, or damaged so that the parts don't fit together. Other damage
/// gives other bytes, which the reader checks.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// # let services = include_bytes!("../data/services.bin").as_slice();
/// let sent = sayso_catalog::pack(services).unwrap();
/// assert_eq!(sayso_catalog::unpack(&sent).unwrap(), services);
/// # }
/// assert!(sayso_catalog::unpack(b"sayso-services").is_err());
/// ```
pub fn unpack(transport: &[u8]) -> Result<Vec<u8>, CorruptCatalog> {
    let mut input = Cursor::new(transport);
    if transport.len() > LIMIT || input.take(MAGIC.len())? != MAGIC {
        return Err(CorruptCatalog("it is of another kind or version"));
    }
    let length = size(input.u32()?)?;
    let head = input.take(length)?;
    let length = size(input.u32()?)?;
    let strings = std::str::from_utf8(input.take(length)?);
    let strings = strings.map_err(|_| CorruptCatalog("its text is not UTF-8"))?;
    let mut unpacker = Unpacker { input, tables: Vec::new(), text: Text::of(strings) };
    for fields in layout::TABLES.into_iter().chain([ENDS]) {
        let count = unpacker.input.u32()?;
        unpacker.tables.extend(count.to_le_bytes());
        unpacker.rows(size(count)?, fields)?;
    }
    let names = size(unpacker.input.u32()?)?;
    unpacker.rows(names, NAMES)?;
    let Unpacker { input, tables, text, .. } = unpacker;
    let length = u32::try_from(text.bytes.len()).map_err(|_| CorruptCatalog("its text is too long"))?;
    Ok([head, &length.to_le_bytes(), text.bytes.as_bytes(), &tables, input.rest()].concat())
}

struct Unpacker<'a> {
    input: Cursor<'a>,
    tables: Vec<u8>,
    text: Text<'a>,
}

impl Unpacker<'_> {
    /// Reads a table by its columns and writes its rows.
    fn rows(&mut self, count: usize, fields: &[Field]) -> Result<(), CorruptCatalog> {
        let width = layout::width(fields);
        let room = LIMIT.saturating_sub(self.tables.len());
        let size = count.checked_mul(width).filter(|size| *size <= room);
        let mut rows = vec![0; size.ok_or(CorruptCatalog("a table is too large"))?];
        let mut at = 0;
        for field in fields {
            let (start, mut last) = (at, 0);
            at += field.width();
            for at in (start..at).filter(|_| *field != Field::Text) {
                let column = self.input.take(count)?;
                for (place, byte) in rows.iter_mut().skip(at).step_by(width).zip(column) {
                    *place = *byte;
                }
            }
            change(&mut rows, width, start..at, |code| {
                Ok(match field {
                    Field::Text => self.text.next()?,
                    Field::Number(_) => code,
                    Field::Ascending(_) => {
                        last = code.wrapping_add(last);
                        last
                    }
                    Field::Entry => entry(code, &mut last),
                })
            })?;
        }
        self.tables.extend(rows);
        Ok(())
    }
}

/// 0 is the entry after the last of all so far, `next`; no other number wastes a code on that one.
fn entry(code: u32, next: &mut u32) -> u32 {
    let number = match code {
        0 => *next,
        before if before <= *next => before - 1,
        after => after,
    };
    *next = number.saturating_add(1).max(*next);
    number
}

/// Puts in the place of a field's number, row by row, what `of` makes of it.
fn change(
    rows: &mut [u8],
    width: usize,
    field: std::ops::Range<usize>,
    mut of: impl FnMut(u32) -> Result<u32, CorruptCatalog>,
) -> Result<(), CorruptCatalog> {
    for row in rows.chunks_exact_mut(width) {
        let bytes = row.get_mut(field.clone()).unwrap_or_default();
        let number = bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte));
        for (place, byte) in bytes.iter_mut().zip(of(number)?.to_le_bytes()) {
            *place = byte;
        }
    }
    Ok(())
}

/// The text of the file, made of strings in the order of their use.
struct Text<'a> {
    bytes: String,
    /// The number among `known` of every use.
    uses: std::vec::IntoIter<usize>,
    /// The strings, sorted, each with where it begins once it was used.
    known: Vec<(&'a str, Option<usize>)>,
    /// The string at its end.
    last: &'a str,
    /// What is left of [`MOST_STEPS`].
    steps: usize,
}

impl<'a> Text<'a> {
    fn of(strings: &'a str) -> Self {
        // No more than what all tables can name.
        let strings = strings.split_inclusive('\n').filter_map(|string| string.strip_suffix('\n'));
        let mut order: Vec<(&str, usize)> = strings.take(LIMIT / 4).zip(0..).collect();
        order.sort_by_key(|(string, _)| *string);
        let (mut uses, mut known) = (vec![0; order.len()], Vec::<(&str, Option<usize>)>::new());
        for (string, at) in order {
            if known.last().is_none_or(|(last, _)| *last != string) {
                known.push((string, None));
            }
            if let Some(number) = uses.get_mut(at) {
                *number = known.len() - 1;
            }
        }
        Self { bytes: String::new(), uses: uses.into_iter(), known, last: "", steps: MOST_STEPS }
    }

    /// A reference to the next string. One that begins one used before is there already; of one that begins with
    /// the last, the rest is added.
    fn next(&mut self) -> Result<u32, CorruptCatalog> {
        let own = self.uses.next().and_then(|number| self.known.get_mut(number..));
        let Some([(string, place), after @ ..]) = own else {
            return Err(CorruptCatalog("a string is missing"));
        };
        let length = u8::try_from(string.len()).map_err(|_| CorruptCatalog("a string is too long"))?;
        let near = after.iter().take(self.steps).take_while(|(other, _)| other.starts_with(*string));
        let mut longer = near.inspect(|_| self.steps -= 1);
        let start = match place.or_else(|| longer.find_map(|(_, start)| *start)) {
            Some(start) => start,
            None => {
                let rest = string.strip_prefix(self.last).unwrap_or(string);
                let start = self.bytes.len() - (string.len() - rest.len());
                self.bytes.push_str(rest);
                self.last = *string;
                *place = Some(start);
                start
            }
        };
        // The text is at most as long as the strings, which LIMIT keeps to three bytes.
        Ok(u32::try_from(start).unwrap_or_default() | u32::from(length) << 24)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_share_what_is_cheap_to_find() {
        let mut text = Text::of("Get\nGetObject\né\nGetO\nGetObject\nObject\n\nno line feed");
        let starts = [(); 7].map(|()| text.next().unwrap() & 0xff_ffff);
        assert_eq!(text.bytes, "GetObjectéObject");
        assert_eq!(starts, [0, 0, 9, 0, 0, 11, 0]);
        assert!(text.next().is_err());
        let long = "x".repeat(256) + "\n";
        assert!(Text::of(&long).next().is_err());
    }

    #[test]
    fn entries_in_the_order_of_use_are_zeros() {
        let mut next = 0;
        let numbers = [0, 0, 2, 0, 9, 0, 1].map(|code| entry(code, &mut next));
        assert_eq!(numbers, [0, 1, 1, 2, 9, 10, 0]);
    }
}
