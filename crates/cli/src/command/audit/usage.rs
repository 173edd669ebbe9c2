//! What principals used of what they are granted: by last accessed information, by CloudTrail, or by both.

mod granted;
mod report;
mod trail;

use chrono::{DateTime, Utc};
use sayso::account::Place;

use crate::input::last_accessed::ServiceAccess;

pub(crate) use trail::Trail;

/// What principals used, in the order of their ARNs.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    pub(crate) principals: Vec<Used>,
    /// The first and the last event of the logs that were read.
    pub(crate) trail: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// What one principal used.
#[derive(Debug)]
pub(crate) struct Used {
    pub(crate) arn: String,
    pub(crate) short: String,
    pub(crate) place: Place,
    pub(crate) services: Vec<ServiceAccess>,
}

impl Usage {
    /// The time that the logs are of, in words.
    pub(crate) fn span(&self) -> Option<String> {
        let (first, last) = self.trail?;
        let time = |time: DateTime<Utc>| time.format("%Y-%m-%dT%H:%M:%SZ");
        let days = (last - first).num_days();
        Some(format!("from {} to {} ({days} days)", time(first), time(last)))
    }
}
