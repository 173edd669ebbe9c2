//! Packed documents back to JSON text.
//!
//! A value starts with a number whose two low bits say what it is; the rest is its payload:
//!
//! | bits | value | payload | then |
//! |---|---|---|---|
//! | 0 | string | its number in the pool | |
//! | 1 | array of strings only | how many | per string: its number less the one before, signed |
//! | 2 | object | how many members | per member: the key's number, the value |
//! | 3 | the rest | 0 `null`, 1 `false`, 2 `true`, 3 number, 4 array | 3: its text's number; 4: how many, the values |

use crate::bytes::Cursor;
use crate::error::CorruptCatalog;
use crate::pool::StringPool;

/// The deepest nesting accepted; policies have seven levels.
const DEEPEST: usize = 32;
/// The longest text accepted; the longest of AWS's has 230,000 bytes.
const LONGEST: usize = 2 << 20;

/// The document as the AWS console shows it: four spaces per level, one item a line, a final newline.
pub(crate) fn print(document: Cursor<'_>, strings: StringPool<'_>) -> Result<String, CorruptCatalog> {
    let mut printer = Printer { input: document, strings, out: String::new(), scratch: Vec::new() };
    printer.value(0)?;
    printer.input.end()?;
    printer.out.push('\n');
    Ok(printer.out)
}

struct Printer<'a> {
    input: Cursor<'a>,
    strings: StringPool<'a>,
    out: String,
    scratch: Vec<u8>,
}

impl Printer<'_> {
    fn value(&mut self, depth: usize) -> Result<(), CorruptCatalog> {
        if depth > DEEPEST {
            return Err(CorruptCatalog("a document nests too deep"));
        }
        let head = self.input.varint()?;
        let payload = head >> 2;
        match head & 3 {
            0 => self.string(payload),
            1 => self.strings(payload, depth),
            2 => self.object(payload, depth),
            _ => self.other(payload, depth),
        }
    }

    fn strings(&mut self, count: u64, depth: usize) -> Result<(), CorruptCatalog> {
        let mut index = 0_u64;
        self.container('[', ']', count, depth, |printer| {
            index = index.wrapping_add_signed(printer.input.signed()?);
            printer.string(index)
        })
    }

    fn object(&mut self, count: u64, depth: usize) -> Result<(), CorruptCatalog> {
        self.container('{', '}', count, depth, |printer| {
            let key = printer.input.varint()?;
            printer.string(key)?;
            printer.out.push_str(": ");
            printer.value(depth + 1)
        })
    }

    fn other(&mut self, payload: u64, depth: usize) -> Result<(), CorruptCatalog> {
        match payload {
            0 => self.out.push_str("null"),
            1 => self.out.push_str("false"),
            2 => self.out.push_str("true"),
            3 => {
                let digits = self.input.varint()?;
                self.out.push_str(self.strings.get(digits, &mut self.scratch)?);
            }
            4 => {
                let count = self.input.varint()?;
                self.container('[', ']', count, depth, |printer| printer.value(depth + 1))?;
            }
            _ => return Err(CorruptCatalog("a value is of no known kind")),
        }
        Ok(())
    }

    /// Brackets around `count` items. Each item reads a byte at least, so a false count ends with the input.
    fn container(
        &mut self,
        open: char,
        close: char,
        count: u64,
        depth: usize,
        mut item: impl FnMut(&mut Self) -> Result<(), CorruptCatalog>,
    ) -> Result<(), CorruptCatalog> {
        self.out.push(open);
        for at in 0..count {
            self.out.push_str(if at == 0 { "\n" } else { ",\n" });
            self.indent(depth + 1);
            item(self)?;
            if self.out.len() > LONGEST {
                return Err(CorruptCatalog("a document is too long"));
            }
        }
        if count > 0 {
            self.out.push('\n');
            self.indent(depth);
        }
        self.out.push(close);
        Ok(())
    }

    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n("    ", depth));
    }

    fn string(&mut self, index: u64) -> Result<(), CorruptCatalog> {
        let text = self.strings.get(index, &mut self.scratch)?;
        self.out.push('"');
        if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
            text.chars().for_each(|char| escape(char, &mut self.out));
        } else {
            self.out.push_str(text);
        }
        self.out.push('"');
        Ok(())
    }
}

fn escape(char: char, out: &mut String) {
    match char {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        '\0'..='\u{1f}' => {
            let digit = |value| char::from_digit(value, 16).unwrap_or('0');
            out.push_str("\\u00");
            out.push(digit(u32::from(char) / 16));
            out.push(digit(u32::from(char) % 16));
        }
        _ => out.push(char),
    }
}
