//! What a scalar stands for: the core schema of YAML 1.2, as far as JSON has the value.

use std::borrow::Cow;

use saphyr_parser::Tag;
use sayso::json::Value;

/// Why a scalar or its tag is refused.
pub(super) struct Refusal {
    pub(super) message: String,
    pub(super) help: String,
}

/// The value of a scalar; only a plain one can be other than text.
pub(super) fn resolve<'a>(text: Cow<'a, str>, plain: bool, tag: Option<&Tag>) -> Result<Value<'a>, Refusal> {
    let Some(tag) = tag else {
        return if plain { typed(text) } else { Ok(Value::String(text)) };
    };
    let name = name(tag);
    let value = match name.as_str() {
        "!" | "!!str" => return Ok(Value::String(text)),
        "!!null" | "!!bool" | "!!int" | "!!float" => typed(text.clone())?,
        _ => return Err(unknown_tag(&name)),
    };
    let fits = match (&value, name.as_str()) {
        (Value::Null, "!!null") | (Value::Bool(_), "!!bool") | (Value::Number(_), "!!float") => true,
        (Value::Number(digits), "!!int") => !digits.contains(['.', 'e', 'E']),
        _ => false,
    };
    if fits {
        return Ok(value);
    }
    Err(Refusal { message: format!("`{text}` is no `{name}`"), help: "remove the tag".to_owned() })
}

/// A collection takes the tag of its own kind only.
pub(super) fn collection_tag(tag: Option<&Tag>, kind: &str) -> Result<(), Refusal> {
    match tag.map(name) {
        Some(name) if name != "!" && name.strip_prefix("!!") != Some(kind) => Err(unknown_tag(&name)),
        _ => Ok(()),
    }
}

/// `!!str` however it was written.
pub(super) fn name(tag: &Tag) -> String {
    let whole = format!("{}{}", tag.handle, tag.suffix);
    match whole.strip_prefix("tag:yaml.org,2002:") {
        Some(core) => format!("!!{core}"),
        None => whole,
    }
}

fn unknown_tag(name: &str) -> Refusal {
    Refusal {
        message: format!("the tag `{name}` has no meaning here"),
        help: "write the value that it stands for".to_owned(),
    }
}

fn typed(text: Cow<'_, str>) -> Result<Value<'_>, Refusal> {
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
        ".nan" | ".NaN" | ".NAN" => return Err(in_quotes(&text, "is no number in JSON")),
        _ => {}
    }
    if let Some(number) = radix(&text) {
        return number.map(|number| Value::Number(Cow::Owned(number)));
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(&text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Err(in_quotes(&text, "is no number in JSON"));
    }
    if !is_decimal(unsigned) {
        return Ok(Value::String(text));
    }
    if unsigned.starts_with('0') && unsigned.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
        return Err(in_quotes(&text, "is a number in YAML, and would lose its leading zero"));
    }
    Ok(Value::Number(in_json(text)))
}

fn in_quotes(text: &str, why: &str) -> Refusal {
    Refusal { message: format!("`{text}` {why}"), help: format!("put it in quotes: `\"{text}\"`") }
}

/// `0x1f` and `0o17` in decimal.
fn radix(text: &str) -> Option<Result<String, Refusal>> {
    let (digits, radix) = match (text.strip_prefix("0x"), text.strip_prefix("0o")) {
        (Some(digits), _) => (digits, 16),
        (_, Some(digits)) => (digits, 8),
        _ => return None,
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let number = u128::from_str_radix(digits, radix);
    Some(number.map(|number| number.to_string()).map_err(|_| in_quotes(text, "is too large a number")))
}

/// `[0-9]+(\.[0-9]*)?` or `\.[0-9]+`, with or without exponent.
fn is_decimal(unsigned: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let exponent = exponent.map(|exponent| exponent.strip_prefix(['-', '+']).unwrap_or(exponent));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let some = !whole.is_empty() || !fraction.is_empty();
    some && digits(whole) && digits(fraction) && exponent.is_none_or(|it| !it.is_empty() && digits(it))
}

/// The digits as JSON has them: no `+`, digits on both sides of the point.
fn in_json(text: Cow<'_, str>) -> Cow<'_, str> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(&text);
    if !text.starts_with('+') && !unsigned.starts_with('.') && !point_ends(unsigned) {
        return text;
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    let zero = if unsigned.starts_with('.') { "0" } else { "" };
    let unsigned = if point_ends(unsigned) { unsigned.replacen('.', "", 1) } else { unsigned.to_owned() };
    Cow::Owned(format!("{sign}{zero}{unsigned}"))
}

fn point_ends(unsigned: &str) -> bool {
    unsigned.split_once('.').is_some_and(|(_, fraction)| !fraction.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Option<Value<'_>> {
        resolve(Cow::Borrowed(text), true, None).ok()
    }

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        let number = |text: &'static str| Some(Value::Number(Cow::Borrowed(text)));
        let string = |text: &'static str| Some(Value::String(Cow::Borrowed(text)));
        for (written, value) in [
            ("", Some(Value::Null)),
            ("~", Some(Value::Null)),
            ("True", Some(Value::Bool(true))),
            ("yes", string("yes")),
            ("tRUE", string("tRUE")),
            ("2012-10-17", string("2012-10-17")),
            ("10.0.0.0/8", string("10.0.0.0/8")),
            ("123456789012", number("123456789012")),
            ("012345678901", None),
            ("-0", number("-0")),
            ("+12", number("12")),
            ("0x1F", number("31")),
            ("0o17", number("15")),
            ("0x", string("0x")),
            ("0xffffffffffffffffffffffffffffffffff", None),
            (".5", number("0.5")),
            ("-.5e-3", number("-0.5e-3")),
            ("1.", number("1")),
            ("1.e3", number("1e3")),
            ("1.50", number("1.50")),
            (".", string(".")),
            ("1e", string("1e")),
            ("-", string("-")),
            ("-.inf", None),
            (".nan", None),
        ] {
            assert_eq!(plain(written), value, "{written}");
        }
    }
}
