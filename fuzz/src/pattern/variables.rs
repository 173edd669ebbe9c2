//! Policy variables, read character by character from the rules (R07 to R10, C30 to C32).

use crate::support::textbook::{Piece, special};

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A character as written, a wildcard where those have a meaning.
    Written(char),
    /// `${*}`, `${?}`, `${$}`.
    Escaped(char),
    /// `${key}` or `${key, 'default'}`.
    Variable { key: String, default: Option<String> },
}

/// Splits a pattern; `${` without its end is text.
pub(super) fn parts(pattern: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest: &[char] = &pattern.chars().collect::<Vec<_>>();
    while let Some((first, after)) = rest.split_first() {
        let (part, left) = match variable(rest) {
            Some((part, length)) => (part, &rest[length..]),
            None => (Part::Written(*first), after),
        };
        parts.push(part);
        rest = left;
    }
    parts
}

/// The variable at the start of a text, and how many characters it takes.
fn variable(text: &[char]) -> Option<(Part, usize)> {
    if let ['$', '{', escaped @ ('*' | '?' | '$'), '}', ..] = text {
        return Some((Part::Escaped(*escaped), 4));
    }
    let ['$', '{', inner @ ..] = text else { return None };
    let end = inner.iter().position(|c| matches!(c, '}' | ','))?;
    let key: String = inner[..end].iter().collect();
    let mut default = None;
    let mut length = end + 1;
    if inner[end] == ',' {
        let quoted = inner[end..].strip_prefix(&[',', ' ', '\'']);
        let close = quoted.and_then(|quoted| quoted.windows(2).position(|pair| pair == ['\'', '}']));
        match (quoted, close) {
            (Some(quoted), Some(close)) => {
                default = Some(quoted[..close].iter().collect());
                length = end + 3 + close + 2;
            }
            // No default: what stands before the brace is a name that no request has.
            _ => {
                let brace = inner[end..].iter().position(|c| *c == '}')?;
                let key = inner[..end + brace].iter().collect();
                return Some((Part::Variable { key, default: None }, 2 + end + brace + 1));
            }
        }
    }
    Some((Part::Variable { key, default }, 2 + length))
}

/// The pieces that parts stand for; `None` where a variable has no value.
pub(super) fn pieces(
    parts: &[Part],
    wildcards: bool,
    value: &dyn Fn(&str) -> Option<Vec<String>>,
) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    for part in parts {
        match part {
            Part::Written(character) if wildcards => pieces.push(special(*character)),
            Part::Written(character) | Part::Escaped(character) => pieces.push(Piece::Char(*character)),
            Part::Variable { key, default } => {
                let multivalued = key.eq_ignore_ascii_case("aws:TagKeys");
                let text = match (value(key), default) {
                    (None, default) => default.clone()?,
                    (Some(values), _) if multivalued || values.len() != 1 => return None,
                    (Some(values), _) => values[0].clone(),
                };
                pieces.extend(text.chars().map(Piece::Char));
            }
        }
    }
    Some(pieces)
}
