//! JSON text of a node, laid out in several ways; numbers keep their digits.

use std::fmt::Write as _;

use sayso::json::{Member, Node, Value};

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// On one line.
    Compact,
    /// With line breaks and spaces that mean nothing.
    Spread,
    /// Every character of a string as `\uXXXX`.
    Escaped,
}

impl Style {
    pub(super) fn print(self, node: &Node<'_>) -> String {
        let mut text = String::new();
        self.node(node, &mut text);
        text
    }

    fn node(self, node: &Node<'_>, text: &mut String) {
        match &node.value {
            Value::Null => text.push_str("null"),
            Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
            Value::Number(digits) => text.push_str(digits),
            Value::String(value) | Value::Unknown(value) => self.string(value, text),
            Value::Array(items) => {
                self.group(['[', ']'], items, text, |item, text| self.node(item, text));
            }
            Value::Object(members) => {
                self.group(['{', '}'], members, text, |Member { key, value }, text| {
                    self.string(&key.value, text);
                    text.push_str(if self == Self::Spread { " :\t" } else { ":" });
                    self.node(value, text);
                });
            }
        }
    }

    fn group<T>(
        self,
        [open, close]: [char; 2],
        items: &[T],
        text: &mut String,
        each: impl Fn(&T, &mut String),
    ) {
        text.push(open);
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            if self == Self::Spread {
                text.push_str("\r\n  ");
            }
            each(item, text);
        }
        text.push(close);
    }

    fn string(self, value: &str, text: &mut String) {
        if self != Self::Escaped {
            return text.push_str(&serde_json::Value::from(value).to_string());
        }
        text.push('"');
        for unit in value.encode_utf16() {
            let _ = write!(text, "\\u{unit:04x}");
        }
        text.push('"');
    }
}
