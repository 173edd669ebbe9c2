//! Where names end. Blanks end them, but a line break may be the terminal's, and some names have blanks.

use std::ops::Range;

use super::dense::{Dense, Gap, LONGEST};

/// The longest message that `sts:DecodeAuthorizationMessage` takes, twice.
const LONGEST_BLOB: usize = 20_480;

/// What can follow a name, without blanks.
const FOLLOWS: [&str; 10] = [
    "onresource:",
    "onthisresource",
    "becauseno",
    "becausethe",
    "becausepublic",
    "becausethis",
    "withanexplicitdeny",
    ".Encodedauthorizationfailuremessage:",
    ".Gotohttp",
    "(Service:",
];

/// Where another message begins, which no name reaches into.
const NEXT: [&str; 3] = ["User:", "Anerroroccurred(", "Youarenotauthorized"];

/// A name as it stood.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) text: String,
    /// Whether a line break stood in it.
    pub(super) is_joined: bool,
}

pub(super) fn name(dense: &Dense, range: Range<usize>) -> Name {
    let is_joined = dense.first_gap(range.clone(), |gap| gap == Gap::Break).is_some();
    Name { text: dense.original(range), is_joined }
}

/// The beginning of a text, as much of it as a name may take.
pub(super) fn within(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// The end of a run without blanks; one with a line break goes on where `goes_on` says so.
fn run(dense: &Dense, start: usize, end: usize, goes_on: impl Fn(usize) -> bool) -> usize {
    let mut at = start;
    while let Some(gap) = dense.first_gap(at..end, |gap| gap != Gap::None) {
        if dense.gap(gap) == Gap::Blank || !goes_on(gap) {
            return gap;
        }
        at = gap;
    }
    end
}

/// Where the characters of a run end that are of a kind.
fn of_kind(text: &str, start: usize, kind: impl Fn(char) -> bool) -> usize {
    start + text.find(|it| !kind(it)).unwrap_or(text.len())
}

fn follows(text: &str) -> bool {
    FOLLOWS.iter().any(|words| text.starts_with(words))
}

/// Cut at the first blank or line break.
pub(super) fn cut(dense: &Dense, start: usize, end: usize) -> usize {
    run(dense, start, end, |_| false)
}

/// `s3:GetObject`. What is broken goes on only where the words after an action follow.
pub(super) fn action(dense: &Dense, start: usize) -> usize {
    let text = within(dense.from(start), 300);
    let own = |it: char| it.is_ascii_alphanumeric() || matches!(it, ':' | '*' | '?' | '-' | '_');
    let end = of_kind(text, start, own);
    // The next words may have no blank but a line break before them.
    let words = (start + 1..end).find(|at| dense.gap(*at) != Gap::None && follows(dense.from(*at)));
    let end = words.unwrap_or(end);
    let is_followed = follows(dense.from(end));
    let end = run(dense, start, end, |_| is_followed);
    let text = dense.slice(start..end).trim_end_matches(':');
    start + text.len()
}

/// A name without blanks and punctuation at its end.
pub(super) fn word(dense: &Dense, start: usize) -> usize {
    let text = within(dense.from(start), LONGEST);
    let end = start + first(text, &FOLLOWS).unwrap_or(text.len()).min(text.len());
    trimmed(dense, start, cut(dense, start, end))
}

/// A resource: all up to the words that follow, or else to the first blank.
pub(super) fn resource(dense: &Dense, start: usize) -> usize {
    let text = within(dense.from(start), LONGEST);
    let next = first(text, &NEXT).unwrap_or(text.len());
    let end = first(text, &FOLLOWS).filter(|end| *end > 0 && *end <= next);
    let Some(end) = end else {
        // Without a known end a line break is one.
        let end = cut(dense, start, start + next);
        return trimmed(dense, start, end);
    };
    let mut end = start + end;
    // The full stop of a sentence is no part of a name; the patterns with one have it themselves.
    if dense.slice(start..end).ends_with('.') {
        end -= 1;
    }
    // An empty line is the end, whatever comes after it.
    let has_name = dense.slice(start..end).starts_with("arn:");
    if has_name { end } else { run(dense, start, end, |_| true) }
}

/// An ARN of a policy.
pub(super) fn policy(dense: &Dense, start: usize) -> usize {
    let text = within(dense.from(start), LONGEST);
    let own = |it: char| it.is_ascii_alphanumeric() || ":/_+=,.@-".contains(it);
    let end = of_kind(text, start, own);
    let end = start + first(dense.slice(start..end), &FOLLOWS).unwrap_or(end - start);
    // Half an ARN goes on in the next line.
    let is_half = |at: usize| {
        let own = dense.slice(start..at);
        let name = own.split_once("policy/").map(|(_, name)| name);
        name.is_none_or(|name| name.is_empty() || name.ends_with(['/', '-']))
            || own.ends_with(['/', '-', ':'])
    };
    trimmed(dense, start, run(dense, start, end, is_half))
}

/// An encoded message, broken into lines of one length.
pub(super) fn blob(dense: &Dense, start: usize) -> usize {
    let text = within(dense.from(start), LONGEST_BLOB);
    let own = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '=' | '+' | '/');
    let end = of_kind(text, start, own);
    let first_line = cut(dense, start, end);
    let first_length = first_line - start;
    let (mut at, mut width) = (first_line, None);
    while at < end && dense.gap(at) == Gap::Break && first_length >= 20 {
        let next = cut(dense, at, end);
        let length = next - at;
        let word = dense.slice(at..next);
        // A word of a person is short and has letters only.
        let is_word = length < 16 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_whole = next == dense.len() || dense.gap(next) != Gap::None;
        if is_word || !is_whole || width.is_some_and(|width| length > width) {
            break;
        }
        at = next;
        if width.is_some_and(|width| length < width) || (width.is_none() && length < first_length) {
            break;
        }
        width.get_or_insert(length);
    }
    at
}

/// Without what quotes, brackets or ends a sentence.
fn trimmed(dense: &Dense, start: usize, end: usize) -> usize {
    let text = dense.slice(start..end);
    let kept = text.trim_end_matches(['.', ',', ';', ')', '"', '\'', '\\', '}', ']', '`']);
    start + kept.split(['<', '"']).next().unwrap_or(kept).len()
}

/// The first place of any of some words.
fn first(text: &str, words: &[&str]) -> Option<usize> {
    words.iter().filter_map(|words| text.find(words)).min()
}
