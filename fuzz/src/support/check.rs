//! Checks of what is shown to people.

use sayso::harmless::is_harmless;
use sayso::{Diagnostic, Source};

/// A diagnostic points into its text and fits on a line of a terminal.
pub(crate) fn diagnostic(fault: &Diagnostic) {
    span(&fault.source, fault);
    let shown = fault.to_string();
    assert!(harmless(&shown), "{shown:?} steers a terminal");
    assert!(!fault.message.is_empty() && !fault.code.is_empty());
    assert!(shown.len() < 4_000, "{} bytes of message", shown.len());
    let at = fault.source.line_column(fault.span.start);
    assert!(at.line >= 1 && at.column >= 1);
}

/// A span lies in its text, on character boundaries.
fn span(source: &Source, fault: &Diagnostic) {
    let (text, range) = (source.text(), fault.span.range());
    assert!(range.start <= range.end && range.end <= text.len(), "{range:?} of {} bytes", text.len());
    assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "{range:?}");
}

/// Whether a line holds nothing that moves the cursor.
pub(crate) fn harmless(line: &str) -> bool {
    line.chars().all(is_harmless)
}

/// Text for a terminal: lines and colours, nothing else that a terminal obeys.
pub(crate) fn terminal(text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| !is_harmless(c) && c != '\n') {
        let style = rest[at..].strip_prefix("\u{1b}[").and_then(|style| style.split_once('m'));
        let Some((_, after)) =
            style.filter(|(style, _)| style.bytes().all(|b| b.is_ascii_digit() || b == b';'))
        else {
            panic!("{:?} steers a terminal", &rest[at..]);
        };
        rest = after;
    }
}
