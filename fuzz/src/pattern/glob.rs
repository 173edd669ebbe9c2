//! ARNs matched by the book.

use crate::support::textbook::{matches, plain};

/// C24 for patterns without variables: six fields each, field by field.
pub(crate) fn arn_matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (fields(pattern), fields(text));
    pattern.len() == 6
        && text.len() == 6
        && pattern.iter().zip(text).all(|(pattern, text)| matches(&plain(pattern), text))
}

fn fields(text: &str) -> Vec<&str> {
    text.splitn(6, ':').collect()
}
