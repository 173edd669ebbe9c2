//! Why a text is not YAML that we read, in words.

use sayso::{Diagnostic, Source, Span};

pub(super) fn error(source: &Source, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("YAML_SYNTAX_ERROR", source, span, message)
}

/// Puts the parser's complaint into words, with a hint for the usual mistakes.
pub(super) fn report(source: &Source, at: usize, info: &str, depth: usize) -> Diagnostic {
    let text = source.text();
    let first = text.get(at..).and_then(|rest| rest.chars().next());
    let span = Span::new(at, at + first.map_or(0, char::len_utf8));
    if info.contains("recursion limit") {
        return too_deep(source, span, depth);
    }
    // A comment mark, where the parser hides one, would start nothing that can be wrong.
    let fault = error(source, span, info.trim_end_matches('.'));
    if info.contains("alias") && first == Some('*') {
        return fault.help("`*` starts an alias in YAML: put it in quotes, as `\"*\"`");
    }
    if info.contains("unknown anchor") {
        return fault.help("an alias repeats what `&name` marks earlier in the same document");
    }
    if info.contains("tab") {
        return fault.help("indent with spaces");
    }
    if info.contains("mapping values are not allowed") {
        return fault.help("check the indentation, and put a text with `: ` in quotes");
    }
    match first {
        Some('@' | '`' | '%') => fault.help("put a text that starts with this character in quotes"),
        _ => fault,
    }
}

/// The first control character that YAML forbids. The parser takes U+0000 for the end of the text, and
/// cases behind it would be passed over in silence.
pub(super) fn control_character(source: &Source) -> Option<Diagnostic> {
    let forbidden = |c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    let (at, character) = source.text().char_indices().find(|(_, c)| forbidden(*c))?;
    let message = format!("U+{:04X} must not stand in YAML as it is", u32::from(character));
    let help = "this looks like a binary file; in a text, write an escape in double quotes";
    Some(error(source, Span::new(at, at + 1), message).help(help))
}

pub(super) fn too_deep(source: &Source, span: Span, depth: usize) -> Diagnostic {
    Diagnostic::error("NESTING_TOO_DEEP", source, span, format!("more than {depth} nested levels"))
}

pub(super) fn alias(source: &Source, span: Span, message: String) -> Diagnostic {
    error(source, span, message).help("write it out, or put what tests share into the scenario around them")
}

pub(super) fn merge_key(source: &Source, span: Span) -> Diagnostic {
    error(source, span, "`<<` is no part of YAML 1.2: nothing would be merged")
        .help("put what tests share into the scenario around them")
}

pub(super) fn key(source: &Source, span: Span) -> Diagnostic {
    error(source, span, "a key must be a text").help("put what starts with `{` or `[` in quotes")
}
