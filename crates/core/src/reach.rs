//! How many actions of which access levels a pattern reaches.

use std::fmt;

use sayso_catalog::{AccessLevel, ServiceAction};

/// What is more than to look at something.
const CHANGING: [AccessLevel; 3] =
    [AccessLevel::PermissionsManagement, AccessLevel::Tagging, AccessLevel::Write];

/// Actions, counted by their access level: `40 actions: 12 List, 28 Read`.
#[derive(Debug)]
pub(crate) struct Reach(Vec<(AccessLevel, usize)>);

impl Reach {
    pub(crate) fn of<'a>(actions: impl Iterator<Item = ServiceAction<'a>>) -> Self {
        let mut levels: Vec<AccessLevel> = actions.map(|action| action.level()).collect();
        levels.sort_unstable();
        let counted = levels.chunk_by(|one, next| one == next);
        Self(counted.filter_map(|same| Some((*same.first()?, same.len()))).collect())
    }

    pub(crate) fn total(&self) -> usize {
        self.0.iter().map(|(_, count)| count).sum()
    }

    pub(crate) fn changes_something(&self) -> bool {
        self.0.iter().any(|(level, _)| CHANGING.contains(level))
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
