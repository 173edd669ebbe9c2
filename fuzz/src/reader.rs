//! The JSON reader against `serde_json`.

use sayso::json::{Limits, Member, Node, Value, parse};
use sayso::{Source, Span};

use crate::support::check;

/// Both readers accept the same texts, but for depth and numbers beyond a double, and read the same.
pub fn reader(data: &[u8]) {
    let source = match Source::from_bytes("text", data.to_vec()) {
        Ok(source) => source,
        Err(fault) => {
            check::diagnostic(&fault);
            assert!(serde_json::from_slice::<serde_json::Value>(data).is_err(), "not UTF-8, yet JSON");
            return;
        }
    };
    // serde_json takes no byte order mark.
    let text = source.text().strip_prefix('\u{feff}').unwrap_or(source.text());
    let theirs = serde_json::from_str::<serde_json::Value>(text);
    match (parse(&source, &Limits::default()), theirs) {
        (Ok(ours), Ok(theirs)) => {
            assert!(same(&ours.value, &theirs), "{:?} is not {theirs}", ours.value);
            places(&source, &ours, Span::new(0, source.text().len()));
        }
        (Err(fault), theirs) => {
            check::diagnostic(&fault);
            let deep = fault.code == "NESTING_TOO_DEEP" && theirs.as_ref().is_ok_and(|it| depth(it) > 64);
            assert!(deep || theirs.is_err(), "refused: {fault}");
        }
        (Ok(ours), Err(error)) => {
            let beyond = error.to_string().starts_with("number out of range");
            assert!(beyond, "{:?} was accepted: {error}", ours.value);
        }
    }
}

fn same(ours: &Value<'_>, theirs: &serde_json::Value) -> bool {
    match (ours, theirs) {
        (Value::Null, serde_json::Value::Null) => true,
        (Value::Bool(ours), serde_json::Value::Bool(theirs)) => ours == theirs,
        (Value::String(ours), serde_json::Value::String(theirs)) => ours == theirs,
        // Ours keeps the digits: read by serde_json they must be its number.
        (Value::Number(ours), serde_json::Value::Number(theirs)) => {
            serde_json::from_str::<serde_json::Number>(ours).is_ok_and(|ours| ours == *theirs)
        }
        (Value::Array(ours), serde_json::Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(&a.value, b))
        }
        (Value::Object(ours), serde_json::Value::Object(theirs)) => {
            // Ours keeps repeated keys; of those serde_json keeps the last.
            let last = |key: &str| ours.iter().rfind(|member| member.key.value == key);
            ours.iter().all(|member| theirs.contains_key(member.key.value.as_ref()))
                && theirs.iter().all(|(key, value)| last(key).is_some_and(|it| same(&it.value.value, value)))
        }
        _ => false,
    }
}

/// Every value lies inside its container, past what stands before it, and its own text is it.
fn places(source: &Source, node: &Node<'_>, within: Span) {
    let written = source.slice(node.span);
    assert!(within.start <= node.span.start && node.span.end <= within.end && !written.is_empty());
    match &node.value {
        Value::Null => assert_eq!(written, "null"),
        Value::Bool(value) => assert_eq!(written, value.to_string()),
        Value::Number(digits) => assert_eq!(written, digits),
        Value::String(text) => string(source, node.span, text),
        Value::Unknown(text) => panic!("JSON has no unknown value: {text:?}"),
        Value::Array(items) => {
            assert!(written.starts_with('[') && written.ends_with(']'));
            let mut at = node.span.start + 1;
            for item in items {
                places(source, item, Span { start: at, end: node.span.end - 1 });
                at = item.span.end + 1;
            }
        }
        Value::Object(members) => {
            assert!(written.starts_with('{') && written.ends_with('}'));
            let mut at = node.span.start + 1;
            for Member { key, value } in members {
                assert!(at <= key.span.start);
                string(source, key.span, &key.value);
                places(source, value, Span { start: key.span.end + 1, end: node.span.end - 1 });
                at = value.span.end + 1;
            }
        }
    }
}

fn string(source: &Source, span: Span, value: &str) {
    let written = source.slice(span);
    assert_eq!(serde_json::from_str::<String>(written).expect("the span of a string holds one"), value);
}

fn depth(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        serde_json::Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}
