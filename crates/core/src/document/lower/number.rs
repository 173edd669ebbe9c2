//! Numbers as condition values: the shortest decimal text (G13), digit for digit.

/// Digits beyond which an exponent is left unexpanded.
const LONGEST: usize = 40;

/// The shortest decimal form of a JSON number: `10.0` is `10`, `1e3` is `1000`, `-0` is `0`.
///
/// A number whose exponent would make it longer than 40 digits stays as written.
pub(super) fn shortest(number: &str) -> String {
    expand(number).unwrap_or_else(|| number.to_owned())
}

fn expand(number: &str) -> Option<String> {
    let (sign, magnitude) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (mantissa, exponent) = magnitude.split_once(['e', 'E']).unwrap_or((magnitude, ""));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0');
    let leading = digits.len() - significant.len();
    let significant = significant.trim_end_matches('0');
    if significant.is_empty() {
        return Some("0".into());
    }
    let exponent: i64 = if exponent.is_empty() { 0 } else { exponent.parse().ok()? };
    // The place of the decimal point, counted from the first significant digit.
    let point = i64::try_from(whole.len()).ok()?.checked_sub(i64::try_from(leading).ok()?)?;
    let point = point.checked_add(exponent)?;
    let length = i64::try_from(significant.len()).ok()?;
    let expanded = if point > 0 { length.max(point) } else { length.checked_sub(point)? };
    if exponent != 0 && expanded > i64::try_from(LONGEST).ok()? {
        return None;
    }
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
    Some(if point <= 0 {
        format!("{sign}0.{}{significant}", zeros(-point))
    } else if point >= length {
        format!("{sign}{significant}{}", zeros(point - length))
    } else {
        let (whole, fraction) = significant.split_at_checked(usize::try_from(point).ok()?)?;
        format!("{sign}{whole}.{fraction}")
    })
}

#[cfg(test)]
mod tests {
    use super::shortest;

    #[test]
    fn numbers_lose_what_is_not_significant_and_keep_every_digit() {
        for (written, text) in [
            ("10.0", "10"),
            ("1e3", "1000"),
            ("1.50", "1.5"),
            ("-0", "0"),
            ("0.0e5", "0"),
            ("0e99999999999999999999", "0"),
            ("100", "100"),
            ("-12.340E+1", "-123.4"),
            ("1E-3", "0.001"),
            ("0.05", "0.05"),
            ("0.0500e1", "0.5"),
            ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
            ("1e39", "1000000000000000000000000000000000000000"),
            ("1e40", "1e40"),
            ("1e-400", "1e-400"),
            ("2.5e99999999999999999999", "2.5e99999999999999999999"),
        ] {
            assert_eq!(shortest(written), text, "{written}");
        }
        let long = "7".repeat(90);
        assert_eq!(shortest(&long), long);
    }
}
