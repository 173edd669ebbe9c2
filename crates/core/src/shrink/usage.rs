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
    /// Services that were used, it is not known by which actions; with the actions that were not.
    pub(super) services: BTreeMap<String, BTreeSet<String>>,
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

    /// Takes in that an action was used; it is not known on what.
    ///
    /// ```
    /// use sayso::shrink::Usage;
    ///
    /// let mut usage = Usage::default();
    /// usage.action("s3:GetObject");
    /// assert!(usage.actions().eq(["s3:GetObject"]));
    /// ```
    pub fn action(&mut self, action: &str) {
        self.used.entry(action.to_owned()).or_default().insert(("*".to_owned(), true));
    }

    /// Takes in that a service was used, by its prefix; it is not known by which actions, so that what is allowed of
    /// it stays, but for those `unused`.
    ///
    /// ```
    /// use sayso::shrink::{Grain, Usage, shrink};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let inventory = sayso::account::sample();
    /// let app = inventory.entity("role/App").unwrap();
    /// let after = |unused: &[&str]| {
    ///     let mut usage = Usage::default();
    ///     usage.service("s3", unused.iter().copied());
    ///     shrink(&inventory, app, &usage, Grain::Action, ServiceReference::embedded()).actions.1
    /// };
    /// assert_eq!((after(&[]), after(&["GetObject"])), (1, 0));
    /// ```
    pub fn service<'a>(&mut self, prefix: &str, unused: impl IntoIterator<Item = &'a str>) {
        self.services.entry(prefix.to_owned()).or_default().extend(unused.into_iter().map(str::to_owned));
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
        for (service, unused) in other.services {
            self.services.entry(service).or_default().extend(unused);
        }
    }

    /// The services of which no more is known, sorted.
    ///
    /// ```
    /// assert!(sayso::shrink::Usage::default().services().next().is_none());
    /// ```
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.services.keys().map(String::as_str)
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
