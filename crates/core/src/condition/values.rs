//! The values of a condition clause, parsed once to the type that its operator compares.

use std::cmp::Ordering;
use std::net::IpAddr;

use ipnet::IpNet;

use super::decimal::Decimal;
use super::instant::Instant;
use super::operator::BaseOperator;
use crate::arn::Arn;
use crate::pattern::{Pattern, Resolved, Syntax, Variable, arn_fields};
use crate::truth::Truth;

/// Which orderings of request value to policy value satisfy a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Comparison {
    less: bool,
    equal: bool,
    greater: bool,
}

impl Comparison {
    fn holds(self, ordering: Ordering) -> bool {
        match ordering {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.greater,
        }
    }
}

/// A clause's values; an entry that does not parse is `None` and equals nothing (C09).
#[derive(Debug, Clone)]
pub(crate) enum Test {
    Text(Box<[Pattern]>),
    IgnoreCase(Box<[Pattern]>),
    Arn(Box<[Option<Box<[Pattern; 6]>>]>),
    Numeric(Comparison, Box<[Option<Decimal<Box<str>>>]>),
    Date(Comparison, Box<[Option<Instant<Box<str>>>]>),
    Bool(Box<[Pattern]>),
    /// As text: of strict base64 every byte string has exactly one.
    Binary(Box<[Option<Box<str>>]>),
    Ip(Box<[Option<IpNet>]>),
    /// `Some(Truth::Yes)` asks for absence; of `Some(Truth::Unknown)` nobody knows what it asks for.
    Null(Box<[Option<Truth>]>),
}

/// How a request value fares against the entries of a clause, before negation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) truth: Truth,
    /// The entry that decided, where one did.
    pub(crate) entry: Option<u32>,
    /// Whether the request's value is of the operator's type.
    pub(crate) parsed: bool,
}

impl Test {
    pub(crate) fn compile<'a>(
        operator: BaseOperator,
        values: impl Iterator<Item = &'a str>,
        variables: bool,
    ) -> Self {
        use BaseOperator as Op;
        let plain = Syntax { wildcards: false, variables };
        let comparison = comparison(operator);
        match operator {
            Op::StringEquals | Op::StringNotEquals => Self::Text(patterns(values, plain)),
            Op::StringLike | Op::StringNotLike => {
                Self::Text(patterns(values, Syntax { wildcards: true, variables }))
            }
            Op::StringEqualsIgnoreCase | Op::StringNotEqualsIgnoreCase => {
                Self::IgnoreCase(patterns(values, plain))
            }
            Op::ArnEquals | Op::ArnLike | Op::ArnNotEquals | Op::ArnNotLike => {
                Self::Arn(values.map(|value| arn_pattern(value, variables)).collect())
            }
            Op::Bool => Self::Bool(patterns(values, plain)),
            Op::BinaryEquals => Self::Binary(values.map(binary).collect()),
            Op::IpAddress | Op::NotIpAddress => Self::Ip(values.map(network).collect()),
            Op::Null => Self::Null(values.map(|value| boolean(value).map(Truth::from)).collect()),
            Op::NumericEquals
            | Op::NumericNotEquals
            | Op::NumericLessThan
            | Op::NumericLessThanEquals
            | Op::NumericGreaterThan
            | Op::NumericGreaterThanEquals => Self::Numeric(
                comparison,
                values.map(|value| Decimal::parse(value).map(Decimal::into_owned)).collect(),
            ),
            Op::DateEquals
            | Op::DateNotEquals
            | Op::DateLessThan
            | Op::DateLessThanEquals
            | Op::DateGreaterThan
            | Op::DateGreaterThanEquals => Self::Date(
                comparison,
                values.map(|value| Instant::parse(value).map(Instant::into_owned)).collect(),
            ),
        }
    }

    /// The variables that the values use.
    pub(crate) fn variables(&self) -> Vec<&Variable> {
        match self {
            Self::Text(patterns) | Self::IgnoreCase(patterns) | Self::Bool(patterns) => {
                patterns.iter().flat_map(Pattern::variables).collect()
            }
            Self::Arn(patterns) => patterns
                .iter()
                .flatten()
                .flat_map(|fields| fields.iter())
                .flat_map(Pattern::variables)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Whether no value is listed (G12).
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Text(entries) | Self::IgnoreCase(entries) | Self::Bool(entries) => entries.is_empty(),
            Self::Arn(entries) => entries.is_empty(),
            Self::Numeric(_, entries) => entries.is_empty(),
            Self::Date(_, entries) => entries.is_empty(),
            Self::Binary(entries) => entries.is_empty(),
            Self::Ip(entries) => entries.is_empty(),
            Self::Null(entries) => entries.is_empty(),
        }
    }

    /// Whether `value` compares with any entry as the operator, not its negation, asks.
    pub(crate) fn hit<'a>(&'a self, value: &str, resolve: impl Fn(&'a Variable) -> Resolved<'a>) -> Hit {
        match self {
            Self::Text(entries) => first(entries, |entry| entry.matches(value, &resolve)),
            Self::IgnoreCase(entries) => first(entries, |entry| ignore_case(entry, value, &resolve)),
            Self::Arn(entries) => typed(entries, Arn::of(value).map(Arn::fields), |pattern, fields| {
                Truth::all(
                    pattern.iter().zip(fields).map(|(pattern, field)| pattern.matches(field, &resolve)),
                )
            }),
            Self::Numeric(comparison, entries) => typed(entries, Decimal::parse(value), |entry, value| {
                comparison.holds(value.compare(entry)).into()
            }),
            Self::Date(comparison, entries) => typed(entries, Instant::parse(value), |entry, value| {
                comparison.holds(value.compare(entry)).into()
            }),
            Self::Bool(entries) => match boolean(value) {
                Some(value) => first(entries, |entry| same_boolean(entry, value, &resolve)),
                None => Hit { truth: Truth::No, entry: None, parsed: false },
            },
            Self::Binary(entries) => {
                first(entries, |entry| entry.as_deref().is_some_and(|entry| entry == value).into())
            }
            Self::Ip(entries) => {
                typed(entries, value.parse::<IpAddr>().ok(), |entry, value| entry.contains(value).into())
            }
            // Presence is no comparison of values: see `Clause::evaluate`.
            Self::Null(_) => Hit { truth: Truth::No, entry: None, parsed: true },
        }
    }
}

/// Tries entries until one matches for certain.
fn first<'a, T>(entries: &'a [T], mut matches: impl FnMut(&'a T) -> Truth) -> Hit {
    let mut hit = Hit { truth: Truth::No, entry: None, parsed: true };
    for (at, entry) in (0..).zip(entries) {
        let truth = matches(entry);
        if truth > hit.truth {
            hit = Hit { truth, entry: Some(at), parsed: true };
        }
        if truth == Truth::Yes {
            break;
        }
    }
    hit
}

fn typed<'a, T, V>(entries: &'a [Option<T>], value: Option<V>, matches: impl Fn(&'a T, &V) -> Truth) -> Hit {
    match value {
        Some(value) => {
            first(entries, |entry| entry.as_ref().map_or(Truth::No, |entry| matches(entry, &value)))
        }
        None => Hit { truth: Truth::No, entry: None, parsed: false },
    }
}

fn comparison(operator: BaseOperator) -> Comparison {
    use BaseOperator as Op;
    let (less, equal, greater) = match operator {
        Op::NumericLessThan | Op::DateLessThan => (true, false, false),
        Op::NumericLessThanEquals | Op::DateLessThanEquals => (true, true, false),
        Op::NumericGreaterThan | Op::DateGreaterThan => (false, false, true),
        Op::NumericGreaterThanEquals | Op::DateGreaterThanEquals => (false, true, true),
        _ => (false, true, false),
    };
    Comparison { less, equal, greater }
}

fn patterns<'a>(values: impl Iterator<Item = &'a str>, syntax: Syntax) -> Box<[Pattern]> {
    values.map(|value| Pattern::parse(value, syntax)).collect()
}

fn arn_pattern(text: &str, variables: bool) -> Option<Box<[Pattern; 6]>> {
    let fields = arn_fields(text, variables)?;
    Some(Box::new(fields.map(|field| Pattern::parse(field, Syntax { wildcards: true, variables }))))
}

/// Strict base64: whole groups of four, padded, no bit set that no byte takes.
pub(crate) fn binary(text: &str) -> Option<Box<str>> {
    let digits = text.trim_end_matches('=');
    let last_digits: &[u8] = match text.len() - digits.len() {
        0 => b"",
        1 => b"048AEIMQUYcgkosw",
        2 => b"AQgw",
        _ => return None,
    };
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let ends_well =
        last_digits.is_empty() || digits.bytes().last().is_some_and(|last| last_digits.contains(&last));
    (text.len().is_multiple_of(4) && ends_well && digits.as_bytes().iter().all(is_digit)).then(|| text.into())
}

/// An address without prefix is that one address (C20, O16). Addresses are read as those of requests are:
/// `10.0.0.010`, which some read as octal, is none.
pub(crate) fn network(text: &str) -> Option<IpNet> {
    let Some((address, prefix)) = text.split_once('/') else {
        return text.parse::<IpAddr>().ok().map(IpNet::from);
    };
    let is_number = prefix == "0" || prefix.starts_with(|c: char| matches!(c, '1'..='9'));
    IpNet::new(address.parse().ok()?, prefix.parse().ok().filter(|_| is_number)?).ok()
}

/// `true` and `false` in any letter case, nothing else (O14).
pub(crate) fn boolean(text: &str) -> Option<bool> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if is("true") { Some(true) } else { is("false").then_some(false) }
}

/// Values are compared as a whole, variables resolved, by simple lower-casing (C11).
fn ignore_case<'a>(
    entry: &'a Pattern,
    value: &str,
    resolve: &impl Fn(&'a Variable) -> Resolved<'a>,
) -> Truth {
    match entry.literal() {
        Some(literal) if literal.is_ascii() && value.is_ascii() => literal.eq_ignore_ascii_case(value).into(),
        Some(literal) => same_ignoring_case(literal.chars(), value).into(),
        None => entry.resolved(resolve, |characters| same_ignoring_case(characters, value)),
    }
}

fn same_ignoring_case(entry: impl Iterator<Item = char>, value: &str) -> bool {
    entry.flat_map(char::to_lowercase).eq(value.chars().flat_map(char::to_lowercase))
}

fn same_boolean<'a>(
    entry: &'a Pattern,
    value: bool,
    resolve: &impl Fn(&'a Variable) -> Resolved<'a>,
) -> Truth {
    let word = if value { "true" } else { "false" };
    ignore_case(entry, word, resolve)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_strictly() {
        for text in ["", "AA==", "/w==", "AAA=", "+/8=", "Zm9v", "Zm9vYg==", "Zm9vYmE="] {
            assert!(binary(text).is_some(), "{text}");
        }
        let lax = [
            "AB==", "AAB=", "A===", "====", "=", "A", "AA", "AAA", "A=AA", "Zm9v\n", "Zm9-", "Zm9é",
            "AA==AA==",
        ];
        for text in lax {
            assert!(binary(text).is_none(), "{text}");
        }
    }
}
