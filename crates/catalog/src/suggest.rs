//! "Did you mean": the name closest to one that does not exist.

/// Names shorter than this are part of too many others.
const SHORTEST_PART: usize = 5;

/// The closest of `names` whatever the case: one that contains `wanted`, as early as can be and the
/// shortest of those, or else one a few letters off.
///
/// In that order: `S3ReadOnlyAccess` lacks its `Amazon`, and `ReadOnlyAccess`, two letters off, is another.
pub(crate) fn closest<'a>(wanted: &str, names: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let wanted = wanted.to_ascii_lowercase();
    if wanted.len() >= SHORTEST_PART {
        let at = |name: &str| name.to_ascii_lowercase().find(&wanted);
        let whole = names.clone().filter_map(|name| Some((at(name)?, name.len(), name)));
        if let Some((_, _, whole)) = whole.min() {
            return Some(whole);
        }
    }
    let most = (wanted.len() / 5 + 1).min(5);
    let near = names.filter_map(|name| Some((distance(&wanted, name, most)?, name)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// How many bytes to insert, delete or replace in `a` (in lower case) to get `b`, if at most `most`.
fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=a.len()).collect();
    for (line, theirs) in b.bytes().enumerate() {
        let mut corner = line;
        let mut left = line + 1;
        let mut least = left;
        let (first, cells) = row.split_first_mut()?;
        *first = left;
        for (cell, ours) in cells.iter_mut().zip(a.bytes()) {
            let replaced = corner + usize::from(ours != theirs.to_ascii_lowercase());
            corner = *cell;
            left = replaced.min(corner + 1).min(left + 1);
            *cell = left;
            least = least.min(left);
        }
        if least > most {
            return None;
        }
    }
    row.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_edits_and_gives_up_past_the_limit() {
        assert_eq!(distance("", "", 0), Some(0));
        assert_eq!(distance("kitten", "Sitting", 3), Some(3));
        assert_eq!(distance("kitten", "Sitting", 2), None);
        assert_eq!(distance("abc", "ABCD", 1), Some(1));
        assert_eq!(distance("abcdef", "bcdef", 1), Some(1));
    }

    #[test]
    fn what_contains_it_wins_then_the_nearest() {
        let names = ["ReadOnlyAccess", "AmazonS3ReadOnlyAccess", "AmazonS3FullAccess"];
        assert_eq!(closest("readonlyacess", names.into_iter()), Some("ReadOnlyAccess"));
        assert_eq!(closest("S3ReadOnly", names.into_iter()), Some("AmazonS3ReadOnlyAccess"));
        assert_eq!(closest("S3FullAcess", names.into_iter()), None);
        assert_eq!(closest("only", names.into_iter()), None);
        assert_eq!(closest("", names.into_iter()), None);
    }
}
