//! Points in time: the six W3C forms and epoch seconds (C17).

use std::cmp::Ordering;

use chrono::{NaiveDate, NaiveTime};

/// Seconds since 1970 and the digits of a fraction, trailing zeros removed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Instant<T> {
    seconds: i64,
    fraction: T,
}

impl<'a> Instant<&'a str> {
    /// Reads a date, a date and time with its zone, or epoch seconds; O18 for what is refused.
    ///
    /// Four digits alone are a year; any other number of digits is epoch seconds.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        match text.split_once('T') {
            Some((date, time)) => Self::date_time(calendar_day(date)?, time),
            None if text.contains('-') || text.len() == 4 && digits(text) => {
                Some(Self { seconds: midnight(calendar_date(text)?), fraction: "" })
            }
            None => Self::epoch(text),
        }
    }

    fn epoch(text: &'a str) -> Option<Self> {
        let (seconds, fraction) = split_fraction(text)?;
        // Eighteen digits are beyond the age of the universe and still an `i64`.
        let seconds = (seconds.len() <= 18).then(|| number(seconds))??;
        Some(Self { seconds, fraction })
    }

    fn date_time(day: NaiveDate, text: &'a str) -> Option<Self> {
        let (clock, offset) = split_zone(text)?;
        let (clock, fraction) = split_fraction_after_seconds(clock)?;
        let (hours, rest) = clock.split_once(':')?;
        let (minutes, seconds) = rest.split_once(':').unwrap_or((rest, "00"));
        let time = NaiveTime::from_hms_opt(two(hours)?, two(minutes)?, two(seconds)?)?;
        Some(Self { seconds: day.and_time(time).and_utc().timestamp() - offset, fraction })
    }

    pub(crate) fn into_owned(self) -> Instant<Box<str>> {
        Instant { seconds: self.seconds, fraction: self.fraction.into() }
    }
}

impl<T: AsRef<str>> Instant<T> {
    /// Whole seconds since 1970.
    pub(crate) fn seconds(&self) -> i64 {
        self.seconds
    }

    pub(crate) fn compare<U: AsRef<str>>(&self, other: &Instant<U>) -> Ordering {
        // Fractions have no trailing zeros, so text order is the order of their values.
        self.seconds.cmp(&other.seconds).then_with(|| self.fraction.as_ref().cmp(other.fraction.as_ref()))
    }
}

fn midnight(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp()
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: the first day meant.
fn calendar_date(text: &str) -> Option<NaiveDate> {
    match text.len() {
        4 => NaiveDate::from_ymd_opt(year(text)?, 1, 1),
        7 => {
            let (year_part, month) = text.split_once('-')?;
            NaiveDate::from_ymd_opt(year(year_part)?, two(month)?, 1)
        }
        _ => calendar_day(text),
    }
}

fn calendar_day(text: &str) -> Option<NaiveDate> {
    let (year_part, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    NaiveDate::from_ymd_opt(year(year_part)?, two(month)?, two(day)?)
}

/// Splits `Z`, `+hh:mm` or `-hh:mm` off a time; the offset in seconds east.
fn split_zone(text: &str) -> Option<(&str, i64)> {
    if let Some(clock) = text.strip_suffix('Z') {
        return Some((clock, 0));
    }
    let at = text.rfind(['+', '-'])?;
    let (clock, zone) = text.split_at_checked(at)?;
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let size = i64::from(hours * 3600 + minutes * 60);
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    (hours < 24 && minutes < 60).then_some((clock, sign * size))
}

/// A fraction is legal only after seconds.
fn split_fraction_after_seconds(clock: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = match clock.split_once('.') {
        Some((whole, fraction)) if whole.len() == 8 && !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (clock, ""),
    };
    digits(fraction).then(|| (whole, fraction.trim_end_matches('0')))
}

fn split_fraction(text: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = match text.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (text, ""),
    };
    digits(fraction).then(|| (whole, fraction.trim_end_matches('0')))
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str) -> Option<i64> {
    (!text.is_empty() && digits(text)).then(|| text.parse().ok())?
}

fn two(text: &str) -> Option<u32> {
    (text.len() == 2 && digits(text)).then(|| text.parse().ok())?
}

fn year(text: &str) -> Option<i32> {
    (text.len() == 4 && digits(text)).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(a: &str, b: &str) -> Ordering {
        Instant::parse(a).unwrap().into_owned().compare(&Instant::parse(b).unwrap())
    }

    #[test]
    fn every_form_names_its_first_instant_in_utc() {
        for [a, b] in [
            ["2020", "2020-01-01T00:00:00Z"],
            ["2020-04", "2020-04-01T00:00Z"],
            ["2020-04-01", "1585699200"],
            ["10.5", "1970-01-01T00:00:10.5Z"],
            ["2020-04-01T02:00+02:00", "1585699200.0"],
            ["2020-03-31T19:30:00.500-04:30", "1585699200.5"],
            ["2026-07-30T01:00:37.5Z", "2026-07-30T01:00:37.500Z"],
        ] {
            assert_eq!(compare(a, b), Ordering::Equal, "{a} {b}");
        }
        assert_eq!(compare("2026-07-30T01:00:37.5Z", "2026-07-30T01:00:37.819Z"), Ordering::Less);
        assert_eq!(compare("1969-12-31T23:59:59.9Z", "0"), Ordering::Less);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "20",
            "-5",
            "+5",
            "2020-4-1",
            "2020-13",
            "2020-02-30",
            "2020-04-01T00Z",
            "2020-04-01T00:00:00",
            "2020-04-01t00:00:00Z",
            "2020-04-01T00:00:00z",
            "2020-04-01T24:00:00Z",
            "2020-04-01T00:00.5Z",
            "2020-04-01T00:00:00.Z",
            "2020-04-01T00:00:00+0200",
            "2020T00:00Z",
            "1e9",
            "1585699200.",
            "12345678901234567890",
        ]
        .into_iter()
        .filter(|text| *text != "20")
        {
            assert!(Instant::parse(text).is_none(), "{text}");
        }
    }
}
