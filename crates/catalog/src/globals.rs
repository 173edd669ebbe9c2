//! Condition keys that are not of one service.

use crate::reference::{ConditionKey, KeyType};
use crate::search;

/// The global condition keys, sorted whatever the case: those that begin with `aws:`, and `ec2:RoleDelivery`,
/// which belongs to credentials as they do.
///
/// ```
/// let keys = sayso_catalog::global_condition_keys();
/// assert!(keys.iter().any(|key| key.name() == "aws:PrincipalOrgID"));
/// ```
pub fn global_condition_keys() -> &'static [ConditionKey<'static>] {
    include!("../data/global_condition_keys.rs")
}

/// A global key by its name, in any case, its placeholder filled in.
pub(crate) fn find(key: &str) -> Option<ConditionKey<'static>> {
    let keys = global_condition_keys();
    let name_of = |index| keys.get(index).map(ConditionKey::name);
    let found = search::by_name(0..keys.len(), key, name_of).and_then(|index| keys.get(index));
    // The only placeholders are those of tags.
    let tags = || keys.iter().filter(|known| known.name().ends_with('}'));
    found.or_else(|| tags().find(|known| known.matches(key))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_found_in_any_case() {
        let lower = |key: &ConditionKey<'_>| key.name().to_ascii_lowercase();
        assert!(global_condition_keys().is_sorted_by(|a, b| lower(a) < lower(b)));
        for key in global_condition_keys() {
            assert_eq!(find(&key.name().to_ascii_uppercase()), Some(*key));
        }
        assert_eq!(find("aws:principaltag/a b").unwrap().name(), "aws:PrincipalTag/${TagKey}");
        for key in ["", "aws:", "aws:PrincipalTag", "aws:PrincipalTag/", "s3:prefix"] {
            assert_eq!(find(key), None, "{key}");
        }
    }
}
