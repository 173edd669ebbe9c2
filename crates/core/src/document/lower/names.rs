//! Names as people write them: near misses and repeated keys.

use crate::json::Member;
use crate::sorted::firsts;

/// The elements that an object may have, and those that people put there by mistake.
pub(super) struct Elements {
    /// What has these elements.
    pub(super) holder: &'static str,
    /// Their names.
    pub(super) own: &'static [&'static str],
    /// Names of elements that belong in another object.
    pub(super) elsewhere: &'static [&'static str],
    /// That other object, with its article.
    pub(super) where_else: &'static str,
}

/// The candidate that differs from `name` in case only, or else the one nearest to it within two edits.
pub(crate) fn closest<C: AsRef<str>>(name: &str, candidates: impl IntoIterator<Item = C>) -> Option<C> {
    let distance = |candidate: &C| {
        let candidate = candidate.as_ref();
        let most = if candidate.len().min(name.len()) > 4 { 2 } else { 1 };
        edits(name, candidate, most)
    };
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&candidate)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions and replacements that turn one name into the other but for case, if at most `most`.
fn edits(one: &str, other: &str, most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, a) in one.bytes().enumerate() {
        let mut left = line + 1;
        let mut corner = std::mem::replace(row.first_mut()?, left);
        for (cell, b) in row.iter_mut().skip(1).zip(other.bytes()) {
            let cost = if a.eq_ignore_ascii_case(&b) { corner } else { 1 + corner.min(left).min(*cell) };
            corner = std::mem::replace(cell, cost);
            left = cost;
        }
    }
    row.last().copied().filter(|edits| *edits <= most)
}

/// Every member whose key was written before, with the member that had it first.
pub(super) fn repeats<'n, 'a>(
    members: &'n [Member<'a>],
    ignore_case: bool,
) -> Vec<(&'n Member<'a>, &'n Member<'a>)> {
    const FEW: usize = 12;
    let same = |a: &Member<'_>, b: &Member<'_>| a.key.value.eq_ignore_ascii_case(&b.key.value);
    let unlike_all = |(count, member)| !members.iter().take(count).any(|earlier| same(earlier, member));
    if members.len() <= FEW && members.iter().enumerate().all(unlike_all) {
        return Vec::new();
    }
    let key = |member: &Member<'_>| {
        let key = &member.key.value;
        if ignore_case { key.to_ascii_lowercase() } else { key.clone().into_owned() }
    };
    let firsts = firsts(members.iter().map(key)).into_iter().enumerate();
    let repeats = firsts.filter(|(number, first)| number != first);
    repeats.filter_map(|(number, first)| Some((members.get(number)?, members.get(first)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closest_prefers_another_case_and_allows_short_names_one_edit() {
        let names = ["Action", "NotAction", "Sid", "Resource"];
        assert_eq!(closest("action", names), Some("Action"));
        assert_eq!(closest("Actions", names), Some("Action"));
        assert_eq!(closest("Resuorce", names), Some("Resource"));
        assert_eq!(closest("Side", names), Some("Sid"));
        assert_eq!(closest("Id", ["Side"]), None);
        assert_eq!(closest("Kondition", names), None);
        assert_eq!(closest("", names), None);
    }
}
