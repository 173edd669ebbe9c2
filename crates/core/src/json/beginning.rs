//! What can be kept of a text that breaks off.

use crate::source::{Source, Span};

/// The part of a broken text before its fault that is whole, as a text that parses: what is open is closed, and what
/// was not complete in it is left out. Places are those of the broken text.
///
/// `levels` says how many containers may be left incomplete, the outermost first: of an object of lists with 2 the
/// complete items of its lists are kept, with 1 the complete lists. A list at the top counts as none.
/// `None` where nothing is open at the fault.
///
/// ```
/// use sayso::{Limits, Source, json};
///
/// let source = Source::new("half.json", r#"{"Users": [{"Name": "ana"}, {"Name": "b"#);
/// let fault = json::parse(&source, &Limits::default()).unwrap_err();
/// let kept = json::beginning(&source, fault.span, 2).unwrap();
/// assert_eq!(kept.text(), r#"{"Users": [{"Name": "ana"}]}"#);
/// assert!(json::parse(&kept, &Limits::default()).is_ok());
/// ```
pub fn beginning(source: &Source, fault: Span, levels: usize) -> Option<Source> {
    let text = source.text().get(..fault.range().start)?;
    let open = open(text);
    let is_list = open.first().is_some_and(|first| first.closing == ']');
    let kept = open.get(..open.len().min(levels + usize::from(is_list)))?;
    let mut whole = text.get(..kept.last()?.whole)?.to_owned();
    whole.extend(kept.iter().rev().map(|container| container.closing));
    Some(Source::new(source.name(), whole))
}

/// A container that is not closed.
struct Open {
    closing: char,
    /// Where its last complete item ends, or its bracket.
    whole: usize,
}

/// Of a text that is JSON so far.
fn open(text: &str) -> Vec<Open> {
    let mut open: Vec<Open> = Vec::new();
    let (mut in_string, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        if in_string {
            in_string = is_escaped || byte != b'"';
            is_escaped = !is_escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' => open.push(Open { closing: '}', whole: at + 1 }),
            b'[' => open.push(Open { closing: ']', whole: at + 1 }),
            b'}' | b']' => {
                open.pop();
            }
            _ => {}
        }
        if let (b'}' | b']' | b',', Some(last)) = (byte, open.last_mut()) {
            last.whole = at + usize::from(byte != b',');
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, parse};

    #[test]
    fn whatever_the_place_of_the_fault_the_beginning_parses() {
        let text = r#" [{"a": [{"x": "\"]}"}, 1, tru, {"y": null}], "b": {}}, {"a": []}]"#;
        for end in 0..text.len() {
            let source = Source::new("cut", text.get(..end).unwrap());
            let Err(fault) = parse(&source, &Limits::default()) else { continue };
            for levels in 0..5 {
                if let Some(kept) = beginning(&source, fault.span, levels) {
                    assert!(parse(&kept, &Limits::default()).is_ok(), "{end} {levels}: {}", kept.text());
                }
            }
        }
    }

    #[test]
    fn only_complete_items_are_kept() {
        for (text, levels, kept) in [
            (r#"{"a": [1, {"b": 2}, {"b": "#, 2, Some(r#"{"a": [1, {"b": 2}]}"#)),
            (r#"{"a": [1, {"b": 2}, {"b": "#, 1, Some("{}")),
            (r#"{"a": [1], "b": [2"#, 1, Some(r#"{"a": [1]}"#)),
            (r#"[{"a": [1]}, {"a": [2, 3"#, 2, Some(r#"[{"a": [1]}, {"a": [2]}]"#)),
            (r#"{"a": [{"b": 2} {"b": 3}]}"#, 2, Some(r#"{"a": [{"b": 2}]}"#)),
            (r#"{"a": 1} x"#, 2, None),
            ("", 2, None),
        ] {
            let source = Source::new("broken", text);
            let fault = parse(&source, &Limits::default()).unwrap_err();
            let found = beginning(&source, fault.span, levels);
            assert_eq!(found.as_ref().map(Source::text), kept, "{text}");
        }
    }
}
