//! Where others disagree with AWS about an access level.

use crate::lines;
use crate::reference::AccessLevel;
use crate::tables::Table;

/// What an action does in truth, where that is not the level AWS gives it: AWS calls `iam:PassRole` a write,
/// though it hands out permissions. For views of risk; anything that names the level shows AWS's own.
///
/// The corrections are those of the package `policy_sentry` (MIT).
///
/// ```
/// use sayso_catalog::{AccessLevel, level_override};
///
/// assert_eq!(level_override("IAM:PassRole"), Some(AccessLevel::PermissionsManagement));
/// assert_eq!(level_override("s3:GetObject"), None);
/// ```
pub fn level_override(action: &str) -> Option<AccessLevel> {
    let name = lines::find(Table::Levels.text(), action)?;
    AccessLevel::ALL.into_iter().find(|level| level.as_str() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_override_is_found() {
        let overrides = Table::Levels.text();
        assert!(overrides.lines().count() > 250);
        for line in overrides.lines() {
            let (action, level) = line.split_once(' ').unwrap();
            assert_eq!(level_override(&action.to_ascii_uppercase()).unwrap().as_str(), level, "{action}");
        }
    }
}
