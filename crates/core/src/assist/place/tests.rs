use proptest::prelude::*;

use super::*;
use crate::assist::outline::{Entry, ROOT};
use crate::json::{self, Limits, Node, Value};
use crate::source::{Source, Span};

/// A key or a number for each step from the outermost value in, and whether the cursor is in a key.
type Path = (Vec<Step>, bool);

#[derive(Debug, PartialEq, Eq)]
enum Step {
    Key(Span),
    Number(usize),
}

/// The path to each string of a value that was read, with an offset in it.
fn paths(node: &Node<'_>, above: &mut Vec<(Option<Span>, usize)>, found: &mut Vec<(usize, Path)>) {
    let steps = |above: &[(Option<Span>, usize)]| {
        above.iter().map(|(key, number)| key.map_or(Step::Number(*number), Step::Key)).collect()
    };
    match &node.value {
        Value::String(_) => found.push((node.span.start as usize + 1, (steps(above), false))),
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                above.push((None, number));
                paths(item, above, found);
                above.pop();
            }
        }
        Value::Object(members) => {
            for member in members {
                found.push((member.key.span.start as usize + 1, (steps(above), true)));
                above.push((Some(member.key.span), 0));
                paths(&member.value, above, found);
                above.pop();
            }
        }
        _ => {}
    }
}

/// The same path as the outline has it.
fn path(outline: &Outline, cursor: Cursor) -> Path {
    let number = |id: Id, parent: Id| {
        let of = |entry: &&Entry| entry.parent == parent;
        outline.entries.iter().take(id).skip(1).filter(of).count()
    };
    let mut steps = Vec::new();
    let mut id = cursor.holder;
    if !cursor.at_key {
        let content = cursor.token.unwrap().content();
        let own = outline.entries.iter().position(|it| it.shape == Shape::Scalar && it.span == content);
        id = own.unwrap();
    }
    while let Some((parent, key)) = outline.above(id).filter(|_| id != ROOT) {
        let is_whole = parent == ROOT;
        match key {
            Some(key) => steps.push(Step::Key(key.span)),
            None if is_whole => {}
            None => steps.push(Step::Number(number(id, parent))),
        }
        id = parent;
    }
    steps.reverse();
    (steps, cursor.at_key)
}

fn value() -> impl Strategy<Value = String> {
    let text = prop::sample::select(vec![
        r#""Statement""#,
        r#""a\"b""#,
        r#""é\\""#,
        r#""""#,
        r#""s3:Get*""#,
        "1.5e3",
        "true",
        "null",
    ]);
    let leaf = text.prop_map(str::to_owned);
    leaf.prop_recursive(5, 40, 5, |inner| {
        let key = prop::sample::select(vec!["Statement", "Action", "Condition", "é", "{[:,"]);
        let space = || prop::sample::select(vec!["", " ", "\n  "]);
        let array = (prop::collection::vec(inner.clone(), 0..5), space())
            .prop_map(|(items, space)| format!("[{space}{}{space}]", items.join(&format!("{space},"))));
        let object = (prop::collection::vec((key, inner), 0..5), space()).prop_map(|(members, space)| {
            let members: Vec<String> =
                members.iter().map(|(key, value)| format!("\"{key}\"{space}:{space}{value}")).collect();
            format!("{{{}{space}}}", members.join(","))
        });
        prop_oneof![array, object]
    })
}

fn check(text: &str) {
    let source = Source::new("policy.json", text);
    let node = json::parse(&source, &Limits::default()).unwrap();
    let mut found = Vec::new();
    paths(&node, &mut Vec::new(), &mut found);
    for (offset, expected) in found {
        let outline = Outline::read(text, offset);
        assert_eq!(path(&outline, outline.cursor.unwrap()), expected, "{offset} of {text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_valid_text_paths_are_those_that_the_reader_finds(text in value()) {
        check(&text);
    }

    #[test]
    fn no_offset_of_any_text_is_too_odd(
        text in r#"([{}\[\]:, \n\\é"]|"Statement"|"Action"|"Condition"|"StringLike"|s3:Get|"Principal"|\$\{aws:){0,30}"#,
        at in any::<prop::sample::Index>(),
    ) {
        let reference = sayso_catalog::ServiceReference::embedded();
        let offset = at.index(text.len() + 2);
        let completions = [
            crate::assist::complete(&text, offset, None, &reference),
            crate::assist::complete_word(&text, offset, &reference),
        ];
        let hovers = [
            crate::assist::hover(&text, offset, None, &reference),
            crate::assist::hover_word(&text, offset, &reference),
        ];
        let spans = completions.iter().map(|found| found.replace);
        for span in spans.chain(hovers.iter().flatten().map(|hover| hover.span)) {
            prop_assert!(text.get(span.range()).is_some());
        }
    }
}

#[test]
fn nesting_ends_the_search() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "]}".repeat(100_000)] {
        assert!(Place::find(&text, text.len()).is_none());
    }
}
