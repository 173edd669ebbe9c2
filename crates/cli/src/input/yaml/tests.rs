//! Places, repeated keys, aliases, and texts that are not YAML.

use super::*;
use crate::render::snippet;

fn one(text: &str) -> (Source, String) {
    let source = Source::new("t.yaml", text);
    let (documents, fault) = parse(&source, &Limits::default());
    let shown = match fault {
        Some(fault) => fault.to_string(),
        None => documents.iter().map(|node| show(&source, node)).collect::<Vec<_>>().join("\n"),
    };
    (source, shown)
}

/// Every scalar as `value<as written>`.
fn show(source: &Source, node: &Node<'_>) -> String {
    let written = source.slice(node.span);
    match &node.value {
        Value::Null => format!("null<{written}>"),
        Value::Bool(value) => format!("{value}<{written}>"),
        Value::Number(text) => format!("{text}<{written}>"),
        Value::String(text) | Value::Unknown(text) => format!("{text:?}<{written}>"),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(|item| show(source, item)).collect::<Vec<_>>().join(", "))
        }
        Value::Object(members) => {
            let member = |member: &Member<'_>| {
                let key = source.slice(member.key.span);
                format!("{}<{key}>: {}", member.key.value, show(source, &member.value))
            };
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
    }
}

#[test]
fn every_value_keeps_its_place() {
    for (text, shown) in [
        ("a: \"é\" # ü\nb: 'x'\r\nc: y z\r\n", r#"{a<a>: "é"<"é">, b<b>: "x"<'x'>, c<c>: "y z"<y z>}"#),
        ("\u{feff}é: 1\nNull: ~", "{é<é>: 1<1>, Null<Null>: null<~>}"),
        ("- &x !!str 12\n- *x\n- !!int 3\n- ! 4", r#"["12"<12>, "12"<12>, 3<3>, "4"<4>]"#),
        ("a: |\n  one\n  two\nb:\n", "{a<a>: \"one\\ntwo\\n\"<one\n  two>, b<b>: null<>}"),
        ("a: 1\na: 2", "{a<a>: 1<1>, a<a>: 2<2>}"),
        ("&k key: *k", r#"{key<key>: "key"<key>}"#),
        ("{\"a\": [true, 1.50, {b: c}]}", r#"{a<"a">: [true<true>, 1.50<1.50>, {b<b>: "c"<c>}]}"#),
        ("a: b # c\n'it''s' : \"\\\"\" # d", r#"{a<a>: "b"<b>, it's<'it''s'>: "\""<"\"">}"#),
        ("1\n---\n# nothing\n---\n2\n...\n", "1<1>\n2<2>"),
    ] {
        assert_eq!(one(text).1, shown, "{text}");
    }
}

#[test]
fn collections_reach_from_their_first_to_their_last_item() {
    let text = "a:\n  - x: 1\n    y: [2,\n     3]\n\n# end\nb: {c: d }\n";
    let source = Source::new("t.yaml", text);
    let (documents, _) = parse(&source, &Limits::default());
    let Value::Object(members) = &documents[0].value else { panic!("{documents:?}") };
    assert_eq!(source.slice(members[0].value.span), "- x: 1\n    y: [2,\n     3]");
    assert_eq!(source.slice(members[1].value.span), "{c: d }");
    assert_eq!(source.slice(documents[0].span), text.trim_end());
}

#[test]
fn what_is_no_yaml_for_us_is_refused_with_a_hint() {
    for (text, start, hint) in [
        ("a: *", "t.yaml:1:4: error[YAML_SYNTAX_ERROR]", "put it in quotes"),
        ("a:\n\tb: c", "t.yaml:2:2: error[YAML_SYNTAX_ERROR]: tabs", "indent with spaces"),
        ("a: *b", "t.yaml:1:4: error[YAML_SYNTAX_ERROR]", "earlier in the same document"),
        ("&a [*a]", "t.yaml:1:5: error[YAML_SYNTAX_ERROR]: the alias stands inside", ""),
        ("a: &x 1\n---\nb: *x", "t.yaml:3:4: error[YAML_SYNTAX_ERROR]", ""),
        ("b:\n  <<: {}", "t.yaml:2:3: error[YAML_SYNTAX_ERROR]: `<<`", "scenario"),
        ("a: !Sub b", "t.yaml:1:4: error[YAML_SYNTAX_ERROR]: the tag `!Sub`", ""),
        ("a: !!set {b}", "t.yaml:1:4: error[YAML_SYNTAX_ERROR]: the tag `!!set`", ""),
        ("a: !!int b", "t.yaml:1:4: error[YAML_SYNTAX_ERROR]: `b` is no `!!int`", ""),
        ("[a]: b", "t.yaml:1:1: error[YAML_SYNTAX_ERROR]: a key must be a text", ""),
        ("a: 007", "t.yaml:1:4: error[YAML_SYNTAX_ERROR]: `007` is a number", "\"007\""),
        ("a: b\n\0c: d", "t.yaml:2:1: error[YAML_SYNTAX_ERROR]: U+0000", "binary"),
        ("a: 'b", "t.yaml:", ""),
    ] {
        let (_, shown) = one(text);
        assert!(shown.starts_with(start) && shown.contains(hint), "{text}: {shown}");
    }
}

#[test]
fn nesting_is_bounded_also_through_aliases() {
    let deep = |depth: usize| format!("{}x{}", "[".repeat(depth), "]".repeat(depth));
    assert!(!one(&deep(64)).1.contains("error"));
    for text in [
        deep(65),
        "- ".repeat(100_000),
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        format!("- &a {}\n- {}*a{}", deep(40), "[".repeat(30), "]".repeat(30)),
    ] {
        assert!(one(&text).1.contains("nest"), "{}", text.len());
    }
}

/// What YAML gives a meaning to.
const PIECES: [&str; 38] = [
    "a",
    ": ",
    "- ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "&x ",
    "*x",
    "!!str ",
    "!t ",
    "|\n",
    ">-\n",
    "'",
    "\"",
    "\\",
    "#",
    "---\n",
    "...\n",
    "? ",
    "%TAG ! x\n",
    "é",
    "\t",
    "\r",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "0x",
    "1.",
    "<<",
    "~",
    "@",
    "`",
    "\u{1f600}",
    "null",
];

/// Pieces in any order: no panic, and every fault can be shown.
#[test]
fn no_text_is_too_strange() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..rounds() {
        let mut text = String::new();
        for _ in 0..state % 24 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(PIECES[usize::try_from(state >> 32).unwrap() % PIECES.len()]);
        }
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let source = Source::new("t.yaml", text);
        let (documents, fault) = parse(&source, &Limits::default());
        let shown = fault.and_then(|fault| snippet::of_diagnostic(&fault)).unwrap_or_default();
        let documents: Vec<String> = documents.iter().map(|node| show(&source, node)).collect();
        std::hint::black_box((shown, documents));
    }
}

/// More on demand: `SAYSO_FUZZ_ROUNDS`.
fn rounds() -> u32 {
    std::env::var("SAYSO_FUZZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20_000)
}
