//! Times as AWS's tools print them.

use chrono::{DateTime, Utc};

/// `2026-11-15T10:00:00+00:00`, `2026-11-15T10:00:00Z`, `2026-11-15 10:00:00+00:00` or seconds since 1970.
pub(crate) fn parse(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.to_utc());
    }
    let seconds: f64 = text.parse().ok()?;
    // Beyond the year 9999 it is no time of anybody's.
    if !(0.0..253_402_300_800.0).contains(&seconds) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "it is within the range of the line before")]
    DateTime::from_timestamp(seconds as i64, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_aws_writes_them() {
        for (text, seconds) in [
            ("2026-11-15T10:00:00+00:00", Some(1_794_736_800)),
            ("2026-11-15T10:00:00Z", Some(1_794_736_800)),
            ("2026-11-15 10:00:00+00:00", Some(1_794_736_800)),
            ("2026-11-15T12:00:00.123456+02:00", Some(1_794_736_800)),
            ("1794736800.25", Some(1_794_736_800)),
            ("N/A", None),
            ("", None),
            ("-1", None),
            ("1e300", None),
            ("NaN", None),
        ] {
            assert_eq!(parse(text).map(|time| time.timestamp()), seconds, "{text}");
        }
    }
}
