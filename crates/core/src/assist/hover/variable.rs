//! Policy variables.

use sayso_catalog::ServiceReference;

use super::{code, key, within};
use crate::source::Span;

/// The variable around the cursor in the text at `span`.
pub(super) fn at(
    text: &str,
    span: Span,
    offset: usize,
    reference: &ServiceReference<'_>,
) -> Option<(Span, String)> {
    let value = text.get(span.range())?;
    let at = offset.checked_sub(span.start as usize)?;
    // The cursor may be between the two characters that open it.
    let near = value.get(..at).and_then(|head| head.rfind("${"));
    let start = near.or_else(|| value.get(at..)?.starts_with("${").then_some(at))?;
    let inner = value.get(start + 2..)?;
    let length = inner.find('}')?;
    let end = start + 2 + length + 1;
    if at > end {
        return None;
    }
    let inner = inner.get(..length)?;
    let literal = match inner {
        "*" => Some("a star, not a wildcard"),
        "?" => Some("a question mark, not a wildcard"),
        "$" => Some("a dollar sign"),
        _ => None,
    };
    let markdown = if let Some(literal) = literal {
        format!("{}: {literal}", code(value.get(start..end)?))
    } else {
        let (name, default) =
            inner.split_once(',').map_or((inner, None), |(name, rest)| (name, Some(rest.trim())));
        let key = key::of(name, reference)?;
        let absent = match default {
            Some(default) => format!("{} if the request lacks the key", code(default)),
            None => "if the request lacks the key, nothing matches".to_owned(),
        };
        format!("A policy variable, the value of a key in the request; {absent}\n\n{key}")
    };
    Some((within(span, start, end), markdown))
}
