//! White space, strings, numbers and words, as parsers over the rest of the text.

use std::borrow::Cow;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{alpha1, anychar, char, digit1, one_of};
use nom::combinator::{cut, opt, recognize};
use nom::{IResult, Parser};

use super::Value;
use super::fault::{Fault, Problem};

pub(super) type Parse<'a, T> = IResult<&'a str, T, Fault>;

/// The text past any white space.
pub(super) fn skip_space(input: &str) -> &str {
    let space = input.bytes().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
    input.get(space..).unwrap_or_default()
}

/// `true`, `false` or `null`.
pub(super) fn word(input: &str) -> Parse<'_, Value<'_>> {
    let (rest, word) = alpha1(input)?;
    match word {
        "true" => Ok((rest, Value::Bool(true))),
        "false" => Ok((rest, Value::Bool(false))),
        "null" => Ok((rest, Value::Null)),
        _ => Problem::Value.at(input),
    }
}

/// A number, in the digits written.
pub(super) fn number(input: &str) -> Parse<'_, Value<'_>> {
    let fraction = (char('.'), cut(digit1));
    let exponent = (one_of("eE"), opt(one_of("+-")), cut(digit1));
    let whole = alt((tag("0"), cut(digit1)));
    let (rest, digits) = recognize((opt(char('-')), whole, opt(fraction), opt(exponent))).parse(input)?;
    // Only after a leading zero can a digit be left over.
    if rest.starts_with(|next: char| next.is_ascii_digit()) {
        return Problem::LeadingZero.at(input);
    }
    Ok((rest, Value::Number(Cow::Borrowed(digits))))
}

/// A string, from its opening quote; borrowed unless it has an escape.
pub(super) fn string(input: &str) -> Parse<'_, Cow<'_, str>> {
    let (body, _) = char('"')(input)?;
    let (rest, plain) = plain(body);
    match rest.strip_prefix('"') {
        Some(rest) => Ok((rest, Cow::Borrowed(plain))),
        None => escaped(input.len(), plain, rest),
    }
}

/// The rest of a string whose first special character isn't its closing quote.
#[cold]
fn escaped<'a>(opening: usize, plain_start: &str, mut input: &'a str) -> Parse<'a, Cow<'a, str>> {
    let mut value = String::from(plain_start);
    loop {
        if let Some(rest) = input.strip_prefix('"') {
            return Ok((rest, Cow::Owned(value)));
        }
        if input.is_empty() {
            return Problem::UnclosedString { opening }.at(input);
        }
        let (rest, character) = match input.strip_prefix('\\') {
            Some(escape) => character(input, escape)?,
            None => return Problem::Control { opening }.at(input),
        };
        value.push(character);
        let (rest, more) = plain(rest);
        value.push_str(more);
        input = rest;
    }
}

/// Splits off the characters before the next quote, backslash or control character.
fn plain(input: &str) -> (&str, &str) {
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    let length = input.as_bytes().iter().position(special).unwrap_or(input.len());
    let (plain, rest) = input.split_at_checked(length).unwrap_or((input, ""));
    (rest, plain)
}

/// The character that an escape stands for; `start` is the text from its backslash on.
fn character<'a>(start: &'a str, escape: &'a str) -> Parse<'a, char> {
    let (rest, letter) = anychar::<_, Fault>(escape).or_else(|_| Problem::Escape.at(start))?;
    let character = match letter {
        '"' | '\\' | '/' => letter,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode(start, rest),
        _ => return Problem::Escape.at(start),
    };
    Ok((rest, character))
}

/// The character of `\uXXXX`, or of two of them that make a surrogate pair.
fn unicode<'a>(start: &'a str, input: &'a str) -> Parse<'a, char> {
    let (rest, unit) = hex(start, input)?;
    let (rest, units) = match rest.strip_prefix("\\u") {
        Some(second) if (0xd800..0xdc00).contains(&unit) => {
            let (rest, low) = hex(rest, second)?;
            (rest, [Some(unit), Some(low)])
        }
        _ => (rest, [Some(unit), None]),
    };
    match char::decode_utf16(units.into_iter().flatten()).next() {
        Some(Ok(character)) => Ok((rest, character)),
        _ => Problem::LoneSurrogate.at(start),
    }
}

fn hex<'a>(start: &'a str, input: &'a str) -> Parse<'a, u16> {
    let mut digits = take_while_m_n(4, 4, |digit: char| digit.is_ascii_hexdigit());
    let (rest, digits) = digits.parse(input).or_else(|_: nom::Err<Fault>| Problem::Hex.at(start))?;
    Ok((rest, u16::from_str_radix(digits, 16).unwrap_or_default()))
}
