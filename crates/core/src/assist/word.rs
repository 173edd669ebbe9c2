//! Words in texts that are not JSON.

use sayso_catalog::ServiceReference;

use super::complete::{Offers, offer_actions};
use super::hover::{of_action, of_arn, of_key};
use super::{Completions, Hover};
use crate::source::Span;

/// Longer words are none that a person writes.
const LONGEST: usize = 2_048;

pub(super) fn complete(text: &str, offset: usize, reference: &ServiceReference<'_>) -> Completions {
    let Some(span) = at(text, offset) else { return Completions::none(text, offset) };
    let typed = text.get(span.start as usize..offset).unwrap_or_default();
    // Without a colon every word would be the beginning of a service.
    if !typed.contains(':') {
        return Completions::none(text, offset);
    }
    let mut list = Offers::new(typed, "");
    offer_actions(reference, &[], &mut list);
    Completions { replace: span, items: list.finish() }
}

pub(super) fn hover(text: &str, offset: usize, reference: &ServiceReference<'_>) -> Option<Hover> {
    let span = at(text, offset)?;
    let word = text.get(span.range())?;
    let markdown = if word.starts_with("arn:") {
        of_arn(word, reference)
    } else {
        let of_action = if word.contains(':') { of_action(word, reference) } else { None };
        of_action.or_else(|| of_key(word, reference))
    };
    markdown.map(|markdown| Hover { span, markdown })
}

/// The word around the cursor: what actions, keys and ARNs are made of.
fn at(text: &str, offset: usize) -> Option<Span> {
    let before: usize =
        text.get(..offset)?.bytes().rev().take_while(|byte| is_of_word(*byte)).take(LONGEST).count();
    let after: usize = text.get(offset..)?.bytes().take_while(|byte| is_of_word(*byte)).take(LONGEST).count();
    // The colon of `Action:` in YAML ends a key.
    let word = text.get(offset - before..offset + after)?.trim_end_matches(':');
    let is_cut = before + after > word.len() && text.get(offset + after..)?.starts_with(['\n', '\r']);
    let end = if is_cut { offset - before + word.len() } else { offset + after };
    (before + after > 0).then(|| Span::new(offset - before, end))
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b':' | b'*' | b'?' | b'-' | b'_' | b'/' | b'.' | b'+' | b'@')
}
