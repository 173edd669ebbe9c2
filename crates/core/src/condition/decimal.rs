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

/// The most digits, and places behind the point, of what is calculated with: sums of them fit an `i128`.
const MOST_DIGITS: i128 = 36;

impl<T: AsRef<str>> Decimal<T> {
    /// The number halfway to another, in digits; `None` where that takes too many of them.
    pub(crate) fn halfway<U: AsRef<str>>(&self, other: &Decimal<U>) -> Option<String> {
        let places = self.places().max(other.places());
        let sum = self.shifted(places)?.checked_add(other.shifted(places)?)?;
        // Half a sum is five tenths of it.
        print(sum.checked_mul(5)?, places + 1)
    }

    /// The number that is one or more above, or below, in digits; `None` where that takes too many of them.
    pub(crate) fn plus(&self, whole: i8) -> Option<String> {
        let places = self.places();
        let step = 10_i128.checked_pow(u32::try_from(places).ok()?)?.checked_mul(whole.into())?;
        print(self.shifted(places)?.checked_add(step)?, places)
    }

    /// How many digits it has behind the point.
    fn places(&self) -> i128 {
        let digits = i128::try_from(self.significant().count()).unwrap_or(i128::MAX / 4);
        digits.saturating_sub(1).saturating_sub(self.magnitude).max(0)
    }

    /// The whole number that it is when the point moves so many places to the right.
    fn shifted(&self, places: i128) -> Option<i128> {
        if places > MOST_DIGITS || self.magnitude + places > MOST_DIGITS {
            return None;
        }
        // Past the last significant digit come zeros.
        let length = usize::try_from(self.magnitude + places + 1).unwrap_or(0);
        let digits = self.significant().chain(std::iter::repeat(b'0')).take(length);
        let size = digits.fold(0, |size, digit| size * 10 + i128::from(digit - b'0'));
        Some(if self.signum() < 0 { -size } else { size })
    }

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

/// A whole number whose point moves so many places to the left.
fn print(number: i128, places: i128) -> Option<String> {
    let places = usize::try_from(places).ok()?;
    let digits = format!("{:0>width$}", number.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at_checked(digits.len().checked_sub(places)?)?;
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{}{whole}{point}{fraction}", if number < 0 { "-" } else { "" }))
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
    fn sums_and_halves_are_exact() {
        let halfway = |a: &str, b: &str| Decimal::parse(a).unwrap().halfway(&Decimal::parse(b).unwrap());
        for (a, b, half) in [
            ("10", "11", "10.5"),
            ("-0.5", "10", "4.75"),
            ("-3", "3", "0"),
            ("-1", "-0.5", "-0.75"),
            ("1e3", "2000", "1500"),
            ("0.1", "0.2", "0.15"),
            ("1", "1.00000000000000000001", "1.000000000000000000005"),
            ("10000000000000000000001", "10000000000000000000002", "10000000000000000000001.5"),
        ] {
            assert_eq!(halfway(a, b).as_deref(), Some(half), "{a} {b}");
        }
        let plus = |text: &str, whole| Decimal::parse(text).unwrap().plus(whole);
        for (text, whole, sum) in
            [("0", -1, "-1"), ("9.5", 1, "10.5"), ("-0.5", 1, "0.5"), ("1e2", 1, "101"), ("007", -1, "6")]
        {
            assert_eq!(plus(text, whole).as_deref(), Some(sum), "{text} {whole}");
        }
        for far in ["1e99", "1e-99", "1e99999999999999999999", "1e-99999999999999999999"] {
            assert_eq!((plus(far, 1), halfway(far, "1")), (None, None), "{far}");
        }
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
