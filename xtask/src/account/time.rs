//! Days before the day on which the account was looked at.

use chrono::{DateTime, Days, TimeDelta, Utc};

use super::random::Random;

/// The day on which everything was exported: 2026-11-15.
const TODAY: i64 = 1_794_700_800;

pub(super) fn before(days: usize, random: &mut Random) -> DateTime<Utc> {
    let today = DateTime::from_timestamp(TODAY, 0).unwrap_or_default();
    let seconds = i64::try_from(random.below(86_400)).unwrap_or_default();
    let day = today.checked_sub_days(Days::new(u64::try_from(days).unwrap_or_default())).unwrap_or(today);
    day - TimeDelta::seconds(seconds)
}

/// As the AWS CLI prints times.
pub(super) fn iso(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

/// As CloudTrail prints them.
pub(super) fn zulu(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
