//! The parts that a packed file is made of; `sayso_catalog` reads them in `bytes.rs` and `pool.rs`.

use anyhow::Result;

/// Strings per block of the pool.
const BLOCK: usize = 8;

/// Blocks of front-coded strings: how many bytes of the string before are kept, how many follow, those.
pub(super) fn blocks(strings: &[&str]) -> Vec<Vec<u8>> {
    let block = |strings: &[&str]| {
        let mut out = Vec::new();
        let mut before = "";
        for text in strings {
            let shared = before.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
            varint(&mut out, shared as u64);
            varint(&mut out, (text.len() - shared) as u64);
            out.extend(text.bytes().skip(shared));
            before = text;
        }
        out
    };
    strings.chunks(BLOCK).map(block).collect()
}

/// The count, the end of each entry, the entries.
pub(super) fn table<T: AsRef<[u8]>>(out: &mut Vec<u8>, entries: &[T]) -> Result<()> {
    out.extend(u32::try_from(entries.len())?.to_le_bytes());
    let mut end = 0;
    for entry in entries {
        end += entry.as_ref().len();
        out.extend(u32::try_from(end)?.to_le_bytes());
    }
    for entry in entries {
        out.extend_from_slice(entry.as_ref());
    }
    Ok(())
}

pub(super) fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

pub(super) fn signed(out: &mut Vec<u8>, value: i64) {
    varint(out, (value << 1 ^ value >> 63).cast_unsigned());
}
