//! Names found whatever their case.

use std::cmp::Ordering;
use std::ops::Range;

/// Names in order, whatever the case.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    for (a, b) in a.bytes().zip(b.bytes()) {
        match a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase()) {
            Ordering::Equal => {}
            unequal => return unequal,
        }
    }
    a.len().cmp(&b.len())
}

/// Whether a name begins with `prefix`, whatever the case.
pub(crate) fn begins_with(name: &str, prefix: &str) -> bool {
    let head = name.as_bytes().get(..prefix.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
}

/// The number in `range` of the first entry that is not before `wanted`, where `name_of` gives names in order.
pub(crate) fn first_from<'a>(
    range: Range<usize>,
    wanted: &str,
    name_of: impl Fn(usize) -> Option<&'a str>,
) -> Option<usize> {
    let Range { start: mut low, end: mut high } = range;
    while low < high {
        let middle = low.midpoint(high);
        match compare(name_of(middle)?, wanted) {
            Ordering::Less => low = middle + 1,
            _ => high = middle,
        }
    }
    Some(low)
}

/// The number in `range` of the first entry with this name, where `name_of` gives names in order.
pub(crate) fn by_name<'a>(
    range: Range<usize>,
    wanted: &str,
    name_of: impl Fn(usize) -> Option<&'a str>,
) -> Option<usize> {
    let found = first_from(range.clone(), wanted, &name_of)?;
    (found < range.end && name_of(found)?.eq_ignore_ascii_case(wanted)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equals_is_found_in_any_case() {
        let names = ["Apple", "beta", "Beta", "Cherry"];
        let find = |wanted| by_name(0..names.len(), wanted, |index| names.get(index).copied());
        assert_eq!([find("APPLE"), find("BETA"), find("cherry")], [Some(0), Some(1), Some(3)]);
        assert_eq!([find(""), find("Bet"), find("Zoo"), by_name(0..0, "x", |_| None)], [None; 4]);
    }
}
