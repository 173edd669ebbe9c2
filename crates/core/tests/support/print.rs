//! JSON text of a value, laid out and ordered as asked.

use serde_json::Value;

/// How a document is written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Layout {
    /// Over several lines, with spaces that mean nothing.
    pub(crate) spread: bool,
    /// Seed of the order of members and of entries; 0 keeps it.
    pub(crate) order: u64,
}

impl Layout {
    pub(crate) fn print(self, value: &Value) -> String {
        let mut text = String::new();
        let mut printer = Printer { spread: self.spread, order: Order(self.order) };
        printer.value(value, 0, &mut text);
        text
    }
}

/// A source of permutations (xorshift); without seed, of the one that changes nothing.
#[derive(Debug, Clone)]
pub(crate) struct Order(pub(crate) u64);

impl Order {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        if self.0 == 0 {
            return;
        }
        for at in (1..items.len()).rev() {
            let other = self.next() % (at as u64 + 1);
            items.swap(at, usize::try_from(other).unwrap());
        }
    }
}

/// Adds a string as JSON; few need escapes.
fn quote(string: &str, text: &mut String) {
    if string.bytes().any(|byte| byte < b' ' || matches!(byte, b'"' | b'\\')) {
        text.push_str(&Value::from(string).to_string());
    } else {
        text.push('"');
        text.push_str(string);
        text.push('"');
    }
}

struct Printer {
    spread: bool,
    order: Order,
}

impl Printer {
    fn value(&mut self, value: &Value, depth: usize, text: &mut String) {
        match value {
            Value::Array(items) => {
                let mut items: Vec<&Value> = items.iter().collect();
                self.order.shuffle(&mut items);
                self.group(['[', ']'], &items, depth, text, |this, item, text| {
                    this.value(item, depth + 1, text);
                });
            }
            Value::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                self.order.shuffle(&mut members);
                self.group(['{', '}'], &members, depth, text, |this, (key, value), text| {
                    quote(key, text);
                    text.push_str(if this.spread { " :\t" } else { ":" });
                    this.value(value, depth + 1, text);
                });
            }
            Value::String(string) => quote(string, text),
            scalar => text.push_str(&scalar.to_string()),
        }
    }

    fn group<T>(
        &mut self,
        [open, close]: [char; 2],
        items: &[T],
        depth: usize,
        text: &mut String,
        mut each: impl FnMut(&mut Self, &T, &mut String),
    ) {
        text.push(open);
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            self.line(depth + 1, text);
            each(self, item, text);
        }
        self.line(depth, text);
        text.push(close);
    }

    fn line(&self, depth: usize, text: &mut String) {
        if self.spread {
            text.push_str("\r\n");
            text.extend(std::iter::repeat_n(' ', 2 * depth));
        }
    }
}
