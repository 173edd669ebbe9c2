//! How many actions of which access levels a pattern reaches.

use std::collections::BTreeMap;
use std::fmt;

use sayso_catalog::{AccessLevel, ServiceAction};

/// What is more than to look at something.
const CHANGING: [AccessLevel; 3] =
    [AccessLevel::PermissionsManagement, AccessLevel::Tagging, AccessLevel::Write];

/// Actions, counted by their access level: `40 actions: 12 List, 28 Read`.
#[derive(Debug)]
pub(crate) struct Reach(BTreeMap<AccessLevel, usize>);

impl Reach {
    pub(crate) fn of<'a>(actions: impl Iterator<Item = ServiceAction<'a>>) -> Self {
        let mut counts = BTreeMap::new();
        for action in actions {
            *counts.entry(action.level()).or_default() += 1;
        }
        Self(counts)
    }

    pub(crate) fn total(&self) -> usize {
        self.0.values().sum()
    }

    pub(crate) fn changes_something(&self) -> bool {
        CHANGING.iter().any(|level| self.0.contains_key(level))
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        write!(f, "{total} action{}", if total == 1 { "" } else { "s" })?;
        for (number, (level, count)) in self.0.iter().enumerate() {
            write!(f, "{} {count} {}", if number == 0 { ":" } else { "," }, level.as_str())?;
        }
        Ok(())
    }
}
