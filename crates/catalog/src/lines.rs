//! Tables as text: a line for each name, sorted whatever the case, with what belongs to the name behind a space.
//! A list of strings would need a pointer for each, which is most of what it costs a page.

use std::cmp::Ordering;

use crate::search::compare;

/// What belongs to a name, in any case.
pub(crate) fn find<'t>(table: &'t str, wanted: &str) -> Option<&'t str> {
    let mut left = table;
    while !left.is_empty() {
        let half = left.as_bytes().get(..left.len() / 2)?;
        let start = half.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let (before, rest) = left.split_at_checked(start)?;
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let (name, belongs) = line.split_once(' ').unwrap_or((line, ""));
        left = match compare(name, wanted) {
            Ordering::Less => after,
            Ordering::Equal => return Some(belongs),
            Ordering::Greater => before,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_in_any_case_and_nothing_else() {
        let table = "a\nB one\nbb two words\nc\ndd-d 3\n";
        let found = ["A", "b", "BB", "c", "DD-D"].map(|name| find(table, name));
        assert_eq!(found, [Some(""), Some("one"), Some("two words"), Some(""), Some("3")]);
        for other in ["", "ab", "bbb", "dd", "dd-dd", "z", "one", "\n", " ", "B one"] {
            assert_eq!(find(table, other), None, "{other}");
        }
        assert_eq!(find("", "a"), None);
    }
}
