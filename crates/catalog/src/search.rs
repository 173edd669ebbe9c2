//! Names found whatever their case.

use std::cmp::Ordering;
use std::ops::Range;

/// Names in order, whatever the case.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    a.bytes().map(lower).cmp(b.bytes().map(lower))
}

/// The number in `range` of the first entry with this name, where `name_of` gives names in order.
pub(crate) fn by_name<'a>(
    range: Range<usize>,
    wanted: &str,
    name_of: impl Fn(usize) -> Option<&'a str>,
) -> Option<usize> {
    let Range { start: mut low, end: mut high } = range.clone();
    while low < high {
        let middle = low.midpoint(high);
        match compare(name_of(middle)?, wanted) {
            Ordering::Less => low = middle + 1,
            _ => high = middle,
        }
    }
    (low < range.end && name_of(low)?.eq_ignore_ascii_case(wanted)).then_some(low)
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
