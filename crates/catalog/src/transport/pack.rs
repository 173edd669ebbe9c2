//! The way there, which only the build of the page takes.

use std::collections::BTreeSet;

use super::{ENDS, LIMIT, MAGIC, NAMES, change};
use crate::bytes::{Cursor, Table, Text, size};
use crate::error::CorruptCatalog;
use crate::reference::layout::{self, Field};
use crate::reference::{self, PackedServices, ServiceReference};

/// A `services.bin` made ready for compression; [`crate::unpack`] undoes it. The file that
/// `cargo xtask catalog` writes comes back to the byte; of another the text can be rearranged.
///
/// # Errors
/// [`CorruptCatalog`] of bytes that [`PackedServices::from_bytes`] refuses, that are longer than 16 MiB, or
/// with lists of ARN patterns that are not the first ones.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// # let services = include_bytes!("../../data/services.bin").as_slice();
/// let sent = sayso_catalog::pack(services).unwrap();
/// let back = sayso_catalog::unpack(&sent).unwrap();
/// let opened = sayso_catalog::PackedServices::from_bytes(&back).unwrap();
/// assert!(opened.reference().action("s3:GetObject").is_some());
/// # }
/// ```
pub fn pack(services: &[u8]) -> Result<Vec<u8>, CorruptCatalog> {
    let opened = PackedServices::from_bytes(services)?;
    let reference = opened.reference();
    let mut input = Cursor::new(services);
    input.take(reference::MAGIC.len())?;
    Table::read(&mut input)?;
    let (head, _) = services.split_at_checked(services.len() - input.rest().len()).unwrap_or_default();

    let mut packer = Packer { text: Text::read(&mut input)?, strings: String::new(), columns: Vec::new() };
    for fields in layout::TABLES.into_iter().chain([ENDS]) {
        let count = size(input.u32()?)?;
        packer.columns(input.take(count.saturating_mul(layout::width(fields)))?, fields)?;
    }
    packer.columns(input.take(names(&reference)?)?, NAMES)?;

    let strings = packer.strings.as_bytes();
    let (of_head, of_strings) = (&length(head.len())?, &length(strings.len())?);
    let sent = [MAGIC, of_head, head, of_strings, strings, &packer.columns, input.rest()].concat();
    if sent.len() > LIMIT { Err(CorruptCatalog("it is too long")) } else { Ok(sent) }
}

struct Packer<'a> {
    text: Text<'a>,
    strings: String,
    columns: Vec<u8>,
}

impl Packer<'_> {
    fn columns(&mut self, rows: &[u8], fields: &[Field]) -> Result<(), CorruptCatalog> {
        let (mut rows, width) = (rows.to_vec(), layout::width(fields));
        self.columns.extend(length(rows.len() / width)?);
        let mut at = 0;
        for field in fields {
            let (start, mut last) = (at, 0);
            at += field.width();
            change(&mut rows, width, start..at, |number| {
                Ok(match field {
                    Field::Text => {
                        self.string(number)?;
                        0
                    }
                    Field::Number(_) => number,
                    Field::Ascending(_) => number.wrapping_sub(std::mem::replace(&mut last, number)),
                    Field::Entry => code(number, &mut last),
                })
            })?;
            for at in (start..at).filter(|_| *field != Field::Text) {
                self.columns.extend(rows.iter().skip(at).step_by(width));
            }
        }
        Ok(())
    }

    fn string(&mut self, reference: u32) -> Result<(), CorruptCatalog> {
        let string = self.text.next(&mut Cursor::new(&reference.to_le_bytes()))?;
        if string.contains('\n') {
            return Err(CorruptCatalog("a string has more than one line"));
        }
        self.strings.push_str(string);
        self.strings.push('\n');
        Ok(())
    }
}

/// The way back is [`super::entry`].
fn code(number: u32, next: &mut u32) -> u32 {
    let code = match number {
        next_one if next_one == *next => 0,
        before if before < *next => before + 1,
        after => after,
    };
    *next = number.saturating_add(1).max(*next);
    code
}

/// How many bytes of the lists are names: those of the ARN patterns, which come first.
fn names(reference: &ServiceReference<'_>) -> Result<usize, CorruptCatalog> {
    let mut lists = BTreeSet::from([0]);
    for index in 0..reference.types.len() {
        let mut row = reference.types.get(index)?;
        row.number::<4>()?;
        lists.insert(row.number::<2>()?);
    }
    if lists.last() >= Some(&lists.len()) {
        return Err(CorruptCatalog("its lists of ARN patterns are not the first ones"));
    }
    lists.into_iter().map(|index| reference.lists.get(index).map(<[u8]>::len)).sum()
}

fn length(of: usize) -> Result<[u8; 4], CorruptCatalog> {
    u32::try_from(of).map(u32::to_le_bytes).map_err(|_| CorruptCatalog("it is too long"))
}
