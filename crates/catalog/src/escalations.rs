//! The known ways to escalate privileges.

use crate::tables::Table;

/// Sets of actions that together give a principal more permissions than it has, a line for each, the sets with the
/// fewest actions first. Its columns, between tabs:
///
/// 1. `grant` (it changes permissions or makes credentials by itself), `new` (it passes a role to something new) or
///    `existing` (it uses something that exists and has a role)
/// 2. the services that `iam:PassRole` is asked for, with commas, or `-`
/// 3. the actions, with spaces; `!` stands behind those that are worth nothing on the caller itself
/// 4. what it gives
///
/// ```
/// let line = "existing\t-\tbatch:SubmitJob\tthe role of a Batch job";
/// assert!(sayso_catalog::escalations().any(|way| way == line));
/// ```
pub fn escalations() -> impl Iterator<Item = &'static str> {
    Table::Escalations.text().lines().filter(|line| !line.starts_with('#'))
}
