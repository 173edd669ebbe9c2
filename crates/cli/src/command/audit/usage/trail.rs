//! What CloudTrail recorded: the last call of each action by each principal.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sayso::Principal;
use sayso::account::Inventory;
use sayso::cloudtrail::{Calls, Event, InvalidEvent};

/// Callers remembered by the names that events have of them: sessions have many.
const MOST_CALLERS: usize = 100_000;

/// Calls that AWS did not deny. Times are as CloudTrail writes them, which sorts them.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    pub(super) first: Option<String>,
    pub(super) last: Option<String>,
    /// Whose callers the events name.
    pub(super) accounts: BTreeSet<String>,
    /// By the number of the user or role, and by action, the last time.
    pub(super) used: BTreeMap<usize, BTreeMap<String, String>>,
}

/// Takes in events.
pub(crate) struct Reader<'i> {
    inventory: &'i Inventory,
    calls: Calls,
    callers: HashMap<String, Option<usize>>,
    trail: Trail,
}

impl<'i> Reader<'i> {
    fn new(inventory: &'i Inventory) -> Self {
        Self { inventory, calls: Calls::default(), callers: HashMap::new(), trail: Trail::default() }
    }

    fn event(&mut self, json: &str) -> Result<(), InvalidEvent> {
        let event = Event::parse(json)?;
        self.trail.at(event.time());
        let Ok(principal) = event.principal() else { return Ok(()) };
        if let Some(account) = principal.account.as_deref()
            && !self.trail.accounts.contains(account)
        {
            self.trail.accounts.insert(account.to_owned());
        }
        if event.was_allowed() == Some(false) {
            return Ok(());
        }
        let Some(number) = self.caller(&principal) else { return Ok(()) };
        let Ok(call) = self.calls.of(&event) else { return Ok(()) };
        let Ok(asked) = event.requests(&call) else { return Ok(()) };
        let used = self.trail.used.entry(number).or_default();
        for it in &asked {
            let time = used.entry(it.request.action.as_str().to_owned()).or_default();
            if event.time() > time.as_str() {
                event.time().clone_into(time);
            }
        }
        Ok(())
    }

    fn caller(&mut self, principal: &Principal<'_>) -> Option<usize> {
        let own = principal.derived_value("aws:PrincipalArn").unwrap_or(&principal.arn);
        if let Some(known) = self.callers.get(own) {
            return *known;
        }
        let entities = self.inventory.all_entities();
        let at = |arn: &str| entities.binary_search_by(|entity| entity.arn.as_str().cmp(arn)).ok();
        // Without its issuer a session does not tell the path of its role.
        let found = at(own).or_else(|| at(&self.inventory.entity(&principal.arn).ok()?.arn));
        if self.callers.len() < MOST_CALLERS {
            self.callers.insert(own.to_owned(), found);
        }
        found
    }
}

impl Trail {
    /// What is needed to read it: how a thread starts, and how it takes an event in.
    pub(crate) fn reader(inventory: &Inventory) -> Reader<'_> {
        Reader::new(inventory)
    }

    pub(crate) fn take(reader: &mut Reader<'_>, json: &str) -> Result<(), InvalidEvent> {
        reader.event(json)
    }

    /// All parts in one.
    pub(crate) fn of(parts: Vec<Reader<'_>>) -> Self {
        let mut all = Self::default();
        for part in parts {
            let Self { first, last, accounts, used } = part.trail;
            first.iter().chain(&last).for_each(|time| all.at(time));
            all.accounts.extend(accounts);
            for (number, actions) in used {
                let own = all.used.entry(number).or_default();
                for (action, time) in actions {
                    let last = own.entry(action).or_default();
                    *last = std::mem::take(last).max(time);
                }
            }
        }
        all
    }

    fn at(&mut self, time: &str) {
        if time.is_empty() {
            return;
        }
        if self.first.as_deref().is_none_or(|first| time < first) {
            self.first = Some(time.to_owned());
        }
        if self.last.as_deref().is_none_or(|last| time > last) {
            self.last = Some(time.to_owned());
        }
    }
}
