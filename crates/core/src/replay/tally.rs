//! What is kept of the events: counts.

use std::collections::BTreeMap;

use super::Verdict;
use crate::cloudtrail::{Event, Unresolved};

/// Names kept of what could not be decided; the rest is counted as others.
const MOST_NAMES: usize = 10_000;
const OTHERS: &str = "others";

/// Counts of events.
///
/// ```
/// use sayso::replay::Tally;
///
/// let mut tally = Tally { events: 2, ..Tally::default() };
/// tally.merge(Tally { events: 3, ..Tally::default() });
/// assert_eq!(tally.events, 5);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// All events.
    pub events: u64,
    /// Those that are calls of an API.
    pub calls: u64,
    /// Calls that were decided.
    pub decided: u64,
    /// Calls for which no permission is checked.
    pub unchecked: u64,
    /// Other events, by type: sign-ins, what services did by themselves.
    pub other_events: BTreeMap<String, u64>,
    /// Calls that the catalogue does not have: event source, event name, why.
    pub unresolved: BTreeMap<(String, String, Unresolved), u64>,
    /// Calls of principals whose policies are not there: ARN or name (perhaps empty), why.
    pub strangers: BTreeMap<(String, &'static str), u64>,
    /// The calls decided, by kind.
    pub kinds: BTreeMap<Kind, Counts>,
}

/// Calls of one principal with the same decision for the same reason.
///
/// ```
/// # use sayso::replay::{Changes, Replay};
/// # let (inventory, changes) = (sayso::account::sample(), Changes::default());
/// # let mut replay = Replay::new(&inventory, &changes);
/// # replay.event(r#"{"eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "userIdentity": {
/// #     "type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/ana"}}"#).unwrap();
/// let tally = replay.finish();
/// let kind = tally.kinds.keys().next().unwrap();
/// assert_eq!((kind.before.action.as_str(), kind.after.is_none()), ("iam:ListUsers", true));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind {
    /// The ARN of the user or role.
    pub principal: String,
    /// By the policies that are there.
    pub before: Verdict,
    /// With the changes, where that is another answer.
    pub after: Option<Verdict>,
}

/// How often, since when, until when, on what, and what AWS said.
///
/// ```
/// use sayso::replay::Counts;
///
/// assert_eq!(Counts::default().events, 0);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many events.
    pub events: u64,
    /// How many of them succeeded.
    pub allowed: u64,
    /// How many of them AWS denied.
    pub denied: u64,
    /// The time of the first.
    pub first: String,
    /// The time of the last.
    pub last: String,
    /// One of the resources, the first by name.
    pub resource: String,
}

impl Counts {
    pub(super) fn add(&mut self, event: &Event<'_>, resource: &str) {
        let (allowed, denied) = match event.was_allowed() {
            Some(true) => (1, 0),
            Some(false) => (0, 1),
            None => (0, 0),
        };
        self.put(event.time(), event.time(), resource);
        self.events += 1;
        self.allowed += allowed;
        self.denied += denied;
    }

    fn put(&mut self, first: &str, last: &str, resource: &str) {
        if self.events == 0 || first < self.first.as_str() {
            first.clone_into(&mut self.first);
        }
        if last > self.last.as_str() {
            last.clone_into(&mut self.last);
        }
        if self.events == 0 || resource < self.resource.as_str() {
            resource.clone_into(&mut self.resource);
        }
    }

    fn merge(&mut self, other: &Self) {
        if other.events > 0 {
            self.put(&other.first, &other.last, &other.resource);
        }
        self.events += other.events;
        self.allowed += other.allowed;
        self.denied += other.denied;
    }
}

impl Tally {
    /// Adds what another one counted.
    ///
    /// ```
    /// use sayso::replay::Tally;
    ///
    /// let mut tally = Tally::default();
    /// tally.merge(Tally { unchecked: 1, ..Tally::default() });
    /// assert_eq!(tally.unchecked, 1);
    /// ```
    pub fn merge(&mut self, other: Self) {
        self.events += other.events;
        self.calls += other.calls;
        self.decided += other.decided;
        self.unchecked += other.unchecked;
        add(&mut self.other_events, other.other_events);
        add(&mut self.unresolved, other.unresolved);
        add(&mut self.strangers, other.strangers);
        for (kind, counts) in other.kinds {
            self.kinds.entry(kind).or_default().merge(&counts);
        }
    }

    pub(super) fn other_event(&mut self, event_type: &str) {
        count(&mut self.other_events, event_type.to_owned(), OTHERS.to_owned());
    }

    pub(super) fn unresolved_call(&mut self, source: &str, name: &str, reason: Unresolved) {
        let others = (OTHERS.to_owned(), String::new(), reason);
        count(&mut self.unresolved, (source.to_owned(), name.to_owned(), reason), others);
    }

    pub(super) fn stranger(&mut self, name: &str, reason: &'static str) {
        count(&mut self.strangers, (name.to_owned(), reason), (OTHERS.to_owned(), reason));
    }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K, others: K) {
    let key = if counts.len() < MOST_NAMES || counts.contains_key(&key) { key } else { others };
    *counts.entry(key).or_default() += 1;
}

fn add<K: Ord>(counts: &mut BTreeMap<K, u64>, other: BTreeMap<K, u64>) {
    for (key, more) in other {
        *counts.entry(key).or_default() += more;
    }
}
