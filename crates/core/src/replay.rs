//! What was called, decided by the policies that are there, and by those that are planned.
//!
//! A [`Replay`] takes in CloudTrail's events one by one and keeps only counts, so that its memory grows with the
//! kinds of calls, not with the logs; several of them, one for each thread, are put together by
//! [`Tally::merge`]. Calls that differ in nothing a policy asks about are decided once.

mod change;
mod decide;
mod tally;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::account::{Entity, Inventory, used_keys};
use crate::cloudtrail::{Asked, Calls, Event, InvalidEvent};
use crate::request::{Key, Present, Principal, Value};

pub use change::{Change, Changes, InvalidChange};
pub use decide::Verdict;
use decide::verdicts;
pub use tally::{Counts, Kind, Tally};

/// Decisions kept at most; then they are made anew.
const MOST_DECISIONS: usize = 100_000;

/// Replays events against an inventory.
///
/// ```
/// use sayso::replay::{Changes, Replay};
///
/// let inventory = sayso::account::sample();
/// let changes = Changes::default();
/// let mut replay = Replay::new(&inventory, &changes);
/// replay.event(r#"{"eventTime": "2026-01-02T03:04:05Z", "eventSource": "s3.amazonaws.com",
///     "eventName": "GetObject", "userIdentity": {"type": "AssumedRole", "accountId": "123456789012",
///         "arn": "arn:aws:sts::123456789012:assumed-role/App/i-0123"},
///     "requestParameters": {"bucketName": "reports", "key": "q3.csv"}}"#).unwrap();
/// let tally = replay.finish();
/// let (kind, counts) = tally.kinds.iter().next().unwrap();
/// assert_eq!((kind.principal.as_str(), kind.before.decision), ("arn:aws:iam::123456789012:role/App",
///     sayso::Decision::Allowed));
/// assert_eq!(counts.events, 1);
/// ```
#[derive(Debug)]
pub struct Replay<'i> {
    inventory: &'i Inventory,
    changes: &'i Changes,
    /// The keys that any policy asks about.
    keys: Vec<Key<'static>>,
    calls: Calls,
    entities: HashMap<Box<str>, Option<&'i Entity>>,
    /// What was asked, and the number of its kind.
    decided: HashMap<Box<[u8]>, usize>,
    kinds: Vec<(Kind, Counts)>,
    numbers: HashMap<Kind, usize>,
    tally: Tally,
    question: Vec<u8>,
}

#[cfg(feature = "embed")]
impl<'i> Replay<'i> {
    /// Nothing yet.
    ///
    /// ```
    /// use sayso::replay::{Changes, Replay};
    ///
    /// let (inventory, changes) = (sayso::account::sample(), Changes::default());
    /// assert_eq!(Replay::new(&inventory, &changes).finish().events, 0);
    /// ```
    pub fn new(inventory: &'i Inventory, changes: &'i Changes) -> Self {
        Self::with(inventory, changes, Calls::default())
    }
}

impl<'i> Replay<'i> {
    /// Nothing yet, with operations that are not the embedded ones.
    ///
    /// ```
    /// use sayso::cloudtrail::Calls;
    /// use sayso::replay::{Changes, Replay};
    ///
    /// let (inventory, changes) = (sayso::account::sample(), Changes::default());
    /// assert_eq!(Replay::with(&inventory, &changes, Calls::default()).finish().events, 0);
    /// ```
    pub fn with(inventory: &'i Inventory, changes: &'i Changes, calls: Calls) -> Self {
        let mut keys = used_keys(inventory);
        keys.extend(changes.used_keys());
        Self {
            inventory,
            changes,
            keys: keys.into_iter().map(Key::new).collect(),
            calls,
            entities: HashMap::new(),
            decided: HashMap::new(),
            kinds: Vec::new(),
            numbers: HashMap::new(),
            tally: Tally::default(),
            question: Vec::new(),
        }
    }

    /// Takes in one event.
    ///
    /// # Errors
    /// [`InvalidEvent`] of a text that is none; nothing is counted then.
    ///
    /// ```
    /// use sayso::replay::{Changes, Replay};
    ///
    /// let (inventory, changes) = (sayso::account::sample(), Changes::default());
    /// assert!(Replay::new(&inventory, &changes).event("[]").is_err());
    /// ```
    pub fn event(&mut self, json: &str) -> Result<(), InvalidEvent> {
        let event = Event::parse(json)?;
        self.tally.events += 1;
        if !event.is_call() {
            self.tally.other_event(event.event_type());
            return Ok(());
        }
        self.tally.calls += 1;
        let call = match self.calls.of(&event) {
            Ok(call) => call,
            Err(reason) => {
                self.tally.unresolved_call(event.source(), event.name(), reason);
                return Ok(());
            }
        };
        let asked = match event.requests(&call) {
            Ok(asked) => asked,
            Err(reason) => {
                self.tally.stranger("", reason);
                return Ok(());
            }
        };
        let Some(first) = asked.first() else {
            self.tally.unchecked += 1;
            return Ok(());
        };
        match self.entity(&first.request.principal) {
            Some(entity) => self.decide(entity, &event, &asked),
            None => {
                let principal = &first.request.principal;
                let name = principal.derived_value("aws:PrincipalArn").map(str::to_owned);
                let reason = "no user or role of the account files";
                self.tally.stranger(&name.unwrap_or_else(|| principal.to_string()), reason);
            }
        }
        Ok(())
    }

    fn entity(&mut self, principal: &Principal<'_>) -> Option<&'i Entity> {
        let own = principal.derived_value("aws:PrincipalArn").filter(|_| principal.is_iam())?;
        if let Some(known) = self.entities.get(own) {
            return *known;
        }
        // The role's ARN may lack its path, which the session's does not have.
        let found = self.inventory.by_arn(own).or_else(|| self.inventory.entity(&principal.arn).ok());
        if self.entities.len() < MOST_DECISIONS {
            self.entities.insert(own.into(), found);
        }
        found
    }

    fn decide(&mut self, entity: &'i Entity, event: &Event<'_>, asked: &[Asked<'_>]) {
        self.tally.decided += 1;
        self.ask(asked);
        let number = match self.decided.get(self.question.as_slice()) {
            Some(number) => *number,
            None => {
                let (before, after) = verdicts(self.inventory, self.changes, entity, asked);
                let kind = Kind { principal: entity.arn.clone(), before, after };
                let number = *self.numbers.entry(kind).or_insert_with_key(|kind| {
                    self.kinds.push((kind.clone(), Counts::default()));
                    self.kinds.len() - 1
                });
                if self.decided.len() >= MOST_DECISIONS {
                    self.decided.clear();
                }
                self.decided.insert(self.question.as_slice().into(), number);
                number
            }
        };
        if let Some((_, counts)) = self.kinds.get_mut(number) {
            let resource = asked.iter().map(|it| &*it.request.resource.arn).min().unwrap_or_default();
            counts.add(event, resource);
        }
    }

    /// Writes down all that the decision can depend on: who, what, on what, and the keys that policies ask about.
    fn ask(&mut self, asked: &[Asked<'_>]) {
        self.question.clear();
        let mut put = |text: &str| {
            self.question.extend(text.as_bytes());
            self.question.push(0xff);
        };
        for Asked { request, open } in asked {
            put(request.principal.derived_value("aws:PrincipalArn").unwrap_or_default());
            put(&request.principal.arn);
            put(request.action.as_str());
            put(&request.resource.arn);
            put(request.resource.account.as_deref().unwrap_or_default());
            put(if *open { "open" } else { "" });
            for key in &self.keys {
                match request.value(key) {
                    Value::Absent => put("-"),
                    Value::Unknown => put("?"),
                    Value::Present(Present::Derived(value)) => put(value),
                    Value::Present(values) => {
                        put("=");
                        values.iter().for_each(&mut put);
                    }
                }
            }
        }
    }

    /// The counts.
    ///
    /// ```
    /// use sayso::replay::{Changes, Replay};
    ///
    /// let (inventory, changes) = (sayso::account::sample(), Changes::default());
    /// assert!(Replay::new(&inventory, &changes).finish().kinds.is_empty());
    /// ```
    pub fn finish(mut self) -> Tally {
        self.tally.kinds.extend(self.kinds);
        self.tally
    }
}
