//! The checks, by topic.

mod credentials;
mod hygiene;
mod path;
mod policy;
mod trust;
mod usage;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use sayso::account::Inventory;

use super::finding::Finding;
use super::graph::{Asker, Graph};
use super::usage::Usage;
use crate::input::credential_report::Credentials;

/// What is looked at.
pub(crate) struct Scope<'a> {
    pub(crate) inventory: &'a Inventory,
    pub(crate) graph: &'a Graph<'a>,
    pub(crate) credentials: &'a [Credentials],
    pub(crate) usage: &'a Usage,
    pub(crate) now: DateTime<Utc>,
    /// After how many days something counts as unused, and a key as old.
    pub(crate) days: u32,
    /// Accounts that are one's own.
    pub(crate) known_accounts: BTreeSet<String>,
}

impl<'a> Scope<'a> {
    fn asker(&self) -> Asker<'a> {
        Asker::new(self.inventory, self.now)
    }

    /// How many days ago something was, if that is long.
    fn long_ago(&self, time: DateTime<Utc>) -> Option<i64> {
        let since = self.now - time;
        (since > TimeDelta::days(self.days.into())).then(|| since.num_days())
    }
}

/// All findings, worst first, then by code; paths by length, the rest by subject.
pub(crate) fn all(scope: &Scope<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for check in [path::find, trust::find, policy::find, hygiene::find, credentials::find, usage::find] {
        check(scope, &mut found);
    }
    // Each check has its own order, which stays.
    found.sort_by(|one, other| {
        other.severity().cmp(&one.severity()).then_with(|| one.code.name.cmp(other.code.name))
    });
    found
}
