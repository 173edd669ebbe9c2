//! Where others disagree with AWS about an access level.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::reference::AccessLevel;

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
    static BY_NAME: LazyLock<HashMap<&str, AccessLevel>> =
        LazyLock::new(|| overrides().iter().copied().collect());
    BY_NAME.get(action.to_ascii_lowercase().as_str()).copied()
}

fn overrides() -> &'static [(&'static str, AccessLevel)] {
    include!("../data/level_overrides.rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_override_is_found() {
        assert!(overrides().len() > 250);
        for (action, level) in overrides() {
            assert_eq!(level_override(&action.to_ascii_uppercase()), Some(*level), "{action}");
        }
    }
}
