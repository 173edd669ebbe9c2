//! Decimal numbers compared by value, exactly, whatever their length (C15).

use std::cmp::Ordering;

/// A number as its significant digits and where they stand: `10`, `10.0` and `1e1` are equal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decimal<T> {
    negative: bool,
    /// The power of ten of the first significant digit.
    magnitude: i128,
    /// From the first to the last significant digit, a point perhaps among them; empty for zero.
    digits: T,
}

impl<'a> Decimal<&'a str> {
    /// Reads sign, digits, fraction and exponent; anything else is not a number.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (negative, unsigned) = split_sign(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !digits_only(whole) || !digits_only(fraction) {
            return None;
        }
        let digits = mantissa.trim_matches(['0', '.']);
        let magnitude = first_digit(whole, fraction).saturating_add(exponent);
        Some(Self { negative, magnitude, digits })
    }

    pub(crate) fn into_owned(self) -> Decimal<Box<str>> {
        Decimal { negative: self.negative, magnitude: self.magnitude, digits: self.digits.into() }
    }
}

impl<T: AsRef<str>> Decimal<T> {
    pub(crate) fn compare<U: AsRef<str>>(&self, other: &Decimal<U>) -> Ordering {
        self.signum().cmp(&other.signum()).then_with(|| match self.signum() {
            0 => Ordering::Equal,
            1 => self.compare_size(other),
            _ => self.compare_size(other).reverse(),
        })
    }

    fn signum(&self) -> i8 {
        match (self.digits.as_ref(), self.negative) {
            ("", _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        }
    }

    fn compare_size<U: AsRef<str>>(&self, other: &Decimal<U>) -> Ordering {
        self.magnitude.cmp(&other.magnitude).then_with(|| self.significant().cmp(other.significant()))
    }

    fn significant(&self) -> impl Iterator<Item = u8> {
        self.digits.as_ref().bytes().filter(u8::is_ascii_digit)
    }
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// An exponent of more than 37 digits saturates, so that hostile text costs nothing.
fn parse_exponent(text: &str) -> Option<i128> {
    /// Far from where adding the length of a text could overflow.
    const MOST: i128 = i128::MAX / 4;
    let (negative, digits) = split_sign(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse().unwrap_or(MOST).min(MOST);
    Some(if negative { -size } else { size })
}

/// The power of ten of the first significant digit before the exponent is applied.
fn first_digit(whole: &str, fraction: &str) -> i128 {
    let length = |text: &str| i128::try_from(text.len()).unwrap_or(i128::MAX / 4);
    match whole.trim_start_matches('0') {
        "" => -1 - (length(fraction) - length(fraction.trim_start_matches('0'))),
        significant => length(significant) - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(a: &str, b: &str) -> Ordering {
        Decimal::parse(a).unwrap().into_owned().compare(&Decimal::parse(b).unwrap())
    }

    #[test]
    fn numbers_compare_by_value_however_they_are_written() {
        for equal in
            [["10", "10.0"], ["1e1", "10"], ["-0", "0"], ["+5", "005."], [".5", "0.50"], ["1e-2", "0.01"]]
        {
            assert_eq!(compare(equal[0], equal[1]), Ordering::Equal, "{equal:?}");
        }
        for [less, more] in
            [["9", "10"], ["-10", "-9"], ["-1", "0"], ["0.09", "0.1"], ["1", "1.5"], ["0", "1e-99"]]
        {
            assert_eq!(compare(less, more), Ordering::Less, "{less} {more}");
            assert_eq!(compare(more, less), Ordering::Greater, "{less} {more}");
        }
    }

    #[test]
    fn digits_beyond_a_double_and_exponents_beyond_reason_count() {
        assert_eq!(compare("10000000000000000000000001", "10000000000000000000000002"), Ordering::Less);
        assert_eq!(compare("1e99999999999999999999", "1e9"), Ordering::Greater);
        assert_eq!(compare("1e-99999999999999999999", "1e-9"), Ordering::Less);
        assert_eq!(compare("222e9223372036854775807", "99e9223372036854775807"), Ordering::Greater);
        assert_eq!(compare("1e99999999999999999999", "1e9223372036854775807"), Ordering::Greater);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", ".", "-", "1_000", "NaN", "Infinity", "1e", "e5", "0x10", " 1", "1,5", "1.2.3", "--1"]
        {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }
}
