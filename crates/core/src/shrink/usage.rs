//! What a user or role used.

use std::collections::{BTreeMap, BTreeSet};

use crate::account::Entity;
use crate::cloudtrail::{Calls, Event, InvalidEvent};

/// Resources kept of one action; beyond them it is taken to be used on all that it is allowed for.
const MOST_RESOURCES: usize = 10_000;

/// The actions that a user or role called and AWS did not deny, with their resources.
///
/// ```
/// use sayso::shrink::Usage;
///
/// assert_eq!(Usage::default().actions().count(), 0);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// ARNs by action; `true` of those that are patterns, since the event does not name the resource.
    pub(super) used: BTreeMap<String, BTreeSet<(String, bool)>>,
    /// How many events.
    pub events: u64,
    /// The time of the first of them.
    pub first: String,
    /// The time of the last.
    pub last: String,
}

impl Usage {
    /// Takes in an event, if it is a call of `entity` that AWS did not deny.
    ///
    /// # Errors
    /// [`InvalidEvent`] of a text that is none.
    ///
    /// ```
    /// use sayso::cloudtrail::Calls;
    /// use sayso::shrink::Usage;
    ///
    /// let inventory = sayso::account::sample();
    /// let ana = inventory.entity("ana").unwrap();
    /// let mut usage = Usage::default();
    /// usage.event(r#"{"eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "userIdentity": {
    ///     "type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/ana"}}"#, ana, &mut Calls::default()).unwrap();
    /// assert!(usage.actions().eq(["iam:ListUsers"]));
    /// ```
    pub fn event(&mut self, json: &str, entity: &Entity, calls: &mut Calls) -> Result<(), InvalidEvent> {
        let event = Event::parse(json)?;
        if event.was_allowed() == Some(false) || !is_of(&event, entity) {
            return Ok(());
        }
        let Ok(call) = calls.of(&event) else { return Ok(()) };
        let Ok(asked) = event.requests(&call) else { return Ok(()) };
        for it in &asked {
            let resources = self.used.entry(it.request.action.as_str().to_owned()).or_default();
            let resource = (it.request.resource.arn.clone().into_owned(), it.open);
            resources.insert(if resources.len() < MOST_RESOURCES {
                resource
            } else {
                ("*".to_owned(), true)
            });
        }
        if self.events == 0 || event.time() < self.first.as_str() {
            event.time().clone_into(&mut self.first);
        }
        if event.time() > self.last.as_str() {
            event.time().clone_into(&mut self.last);
        }
        self.events += 1;
        Ok(())
    }

    /// Adds what another one took in.
    ///
    /// ```
    /// use sayso::shrink::Usage;
    ///
    /// let mut usage = Usage::default();
    /// usage.merge(Usage::default());
    /// assert_eq!(usage.events, 0);
    /// ```
    pub fn merge(&mut self, other: Self) {
        if other.events > 0 && (self.events == 0 || other.first < self.first) {
            self.first = other.first;
        }
        self.last = std::mem::take(&mut self.last).max(other.last);
        self.events += other.events;
        for (action, resources) in other.used {
            self.used.entry(action).or_default().extend(resources);
        }
    }

    /// The actions, sorted.
    ///
    /// ```
    /// assert!(sayso::shrink::Usage::default().actions().next().is_none());
    /// ```
    pub fn actions(&self) -> impl Iterator<Item = &str> {
        self.used.keys().map(String::as_str)
    }
}

/// By the ARN of the user or role; of a session without its role's ARN by account and name.
fn is_of(event: &Event<'_>, entity: &Entity) -> bool {
    let Ok(principal) = event.principal() else { return false };
    let own = principal.derived_value("aws:PrincipalArn").unwrap_or_default();
    let start = format!("arn:aws:sts::{}:assumed-role/{}/", entity.account, entity.name);
    own == entity.arn || (principal.arn.starts_with(&start) && entity.arn.contains(":role/"))
}
