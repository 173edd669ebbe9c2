//! Edits that several rules make.

use crate::edit::TextEdit;
use crate::source::{Source, Span};

/// Removes the member of an object whose value stands at `value`, with its comma. None where the text around it is
/// not plain JSON.
pub(super) fn remove_member(source: &Source, value: Span) -> Option<TextEdit> {
    let text = source.text();
    let before =
        text.get(..value.start as usize)?.trim_end().strip_suffix(':')?.trim_end().strip_suffix('"')?;
    let start = before.rfind('"')?;
    let after = text.get(value.end as usize..)?;
    let rest = after.trim_start();
    if let Some(rest) = rest.strip_prefix(',') {
        let end = text.len() - rest.trim_start().len();
        return Some(TextEdit { span: Span::new(start, end), replacement: String::new() });
    }
    let start = text.get(..start)?.trim_end().strip_suffix(',')?.len();
    rest.starts_with('}')
        .then(|| TextEdit { span: Span::new(start, value.end as usize), replacement: String::new() })
}

/// Replaces a string by another that needs no escapes. None where the text is not a JSON string.
pub(super) fn replace_string(source: &Source, value: Span, new: &str) -> Option<TextEdit> {
    let is_plain = source.slice(value).starts_with('"') && !new.is_empty() && !new.contains(['"', '\\']);
    is_plain.then(|| TextEdit { span: value, replacement: format!("\"{new}\"") })
}
