//! Dates by counting days (C17, O18).

use std::cmp::Ordering;

/// How two instants compare; `None` where one is none.
pub(super) fn compare(a: &str, b: &str) -> Option<Ordering> {
    let ((a, fraction_a), (b, fraction_b)) = (instant(a)?, instant(b)?);
    Some(a.cmp(&b).then_with(|| {
        let length = fraction_a.len().max(fraction_b.len());
        let padded = |fraction: &str| format!("{fraction:0<length$}");
        padded(fraction_a).cmp(&padded(fraction_b))
    }))
}

/// Seconds since 1970 and the digits of a fraction.
fn instant(text: &str) -> Option<(i64, &str)> {
    let fits = |form: &str| {
        form.len() == text.len()
            && form.bytes().zip(text.bytes()).all(|(form, byte)| match form {
                b'0' => byte.is_ascii_digit(),
                form => form == byte,
            })
    };
    let part = |from: usize, to: usize| text[from..to].parse::<i64>().expect("digits");
    if fits("0000") {
        return seconds(part(0, 4), 1, 1).map(|it| (it, ""));
    }
    if fits("0000-00") {
        return seconds(part(0, 4), part(5, 7), 1).map(|it| (it, ""));
    }
    if fits("0000-00-00") {
        return seconds(part(0, 4), part(5, 7), part(8, 10)).map(|it| (it, ""));
    }
    match text.split_once('T') {
        Some((date, time)) => with_time(date, time),
        None => epoch(text),
    }
}

/// At most eighteen digits, and a fraction perhaps.
fn epoch(text: &str) -> Option<(i64, &str)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = digits(whole) && digits(fraction) && whole.len() <= 18;
    fits.then(|| (whole.parse().expect("digits"), fraction))
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f`, and a zone.
fn with_time<'a>(date: &str, time: &'a str) -> Option<(i64, &'a str)> {
    let (midnight, "") = instant(date).filter(|_| date.len() == 10 && date.contains('-'))? else {
        return None;
    };
    let (clock, offset) = match time.strip_suffix('Z') {
        Some(clock) => (clock, 0),
        None => {
            let start = time.len().checked_sub(6).filter(|at| time.is_char_boundary(*at))?;
            let (clock, zone) = time.split_at(start);
            let sign = match zone.as_bytes()[0] {
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            (clock, sign * clock_of(zone.get(1..)?)?)
        }
    };
    let (whole, fraction) = match clock.split_once('.') {
        Some((whole, fraction)) => {
            let digits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
            (whole, Some(fraction).filter(|_| digits && whole.len() == 8)?)
        }
        None => (clock, "0"),
    };
    let seconds = match whole.len() {
        5 => clock_of(whole)?,
        8 if whole.as_bytes()[5] == b':' => clock_of(whole.get(..5)?)? + two(whole.get(6..)?, 59)?,
        _ => return None,
    };
    Some((midnight + seconds - offset, fraction))
}

/// `hh:mm` in seconds.
fn clock_of(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    Some(two(hours, 23)? * 3600 + two(minutes, 59)? * 60)
}

fn two(text: &str, most: i64) -> Option<i64> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && *number <= most)
}

/// Midnight of a day, counted year by year and month by month.
fn seconds(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month_at = usize::try_from(month).ok()?.checked_sub(1)?;
    if month_at >= 12 || day < 1 || day > lengths[month_at] {
        return None;
    }
    let before = |year: i64| {
        if year > 0 {
            366 + (year - 1) * 365 + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400
        } else {
            0
        }
    };
    let days = before(year) - before(1970) + lengths[..month_at].iter().sum::<i64>() + day - 1;
    Some(days * 86_400)
}
