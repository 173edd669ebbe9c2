//! The JSON reader against `serde_json`, on texts that nobody would write.

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sayso::json::{Limits, Node, Value, parse};
    use sayso::{Severity, Source};

    /// Valid texts: values of every kind, laid out in several ways.
    fn valid() -> impl Strategy<Value = String> {
        let number = "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,6})?([eE][+-]?[0-9]{1,2})?";
        let string = r#""([ -!#-\[\]-~é€😀]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}|\\ud83d\\ude00){0,8}""#;
        let scalar = prop_oneof![
            Just("null".to_owned()),
            Just("true".to_owned()),
            Just("false".to_owned()),
            number.prop_map(String::from),
            string.prop_map(String::from),
        ];
        scalar.prop_recursive(4, 40, 6, move |inner| {
            let space = "[ \n\r\t]{0,2}";
            let items = proptest::collection::vec((space, inner.clone()), 0..6);
            let members = proptest::collection::vec((string, space, inner), 0..6);
            prop_oneof![
                items.prop_map(|items| {
                    let items: Vec<_> = items.into_iter().map(|(s, item)| format!("{s}{item}{s}")).collect();
                    format!("[{}]", items.join(","))
                }),
                members.prop_map(|members| {
                    let members: Vec<_> = members
                        .into_iter()
                        .map(|(key, s, value)| format!("{s}{key}{s}:{s}{value}{s}"))
                        .collect();
                    format!("{{{}}}", members.join(","))
                }),
            ]
        })
    }

    /// An edit: at a place, take away so many characters, put in these.
    fn edit() -> impl Strategy<Value = (prop::sample::Index, usize, String)> {
        let piece = r#"[{}\[\]:,"\\/u0-9eE+\-. \n\t#'a-fA-FtrunlsN\u{0}\u{1f}\u{7f}é\u{feff}]{0,2}"#;
        (any::<prop::sample::Index>(), 0..3_usize, piece)
    }

    fn edited(text: &str, edits: Vec<(prop::sample::Index, usize, String)>) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        for (at, gone, new) in edits {
            let at = at.index(characters.len() + 1);
            let end = (at + gone).min(characters.len());
            characters.splice(at..end, new.chars());
        }
        characters.into_iter().collect()
    }

    fn same(ours: &Value<'_>, theirs: &serde_json::Value) -> bool {
        match (ours, theirs) {
            (Value::Null, serde_json::Value::Null) => true,
            (Value::Bool(ours), serde_json::Value::Bool(theirs)) => ours == theirs,
            (Value::String(ours), serde_json::Value::String(theirs)) => ours == theirs,
            (Value::Number(ours), serde_json::Value::Number(theirs)) => {
                let (ours, theirs): (f64, f64) = (ours.parse().unwrap(), theirs.as_f64().unwrap());
                (ours - theirs).abs() <= ours.abs() * 1e-14
            }
            (Value::Array(ours), serde_json::Value::Array(theirs)) => {
                ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(&a.value, b))
            }
            (Value::Object(ours), serde_json::Value::Object(theirs)) => {
                // Of repeated keys serde_json keeps the last.
                let last = |key: &str| ours.iter().rfind(|member| member.key.value == key);
                ours.iter().all(|member| theirs.contains_key(member.key.value.as_ref()))
                    && theirs
                        .iter()
                        .all(|(key, value)| last(key).is_some_and(|m| same(&m.value.value, value)))
            }
            _ => false,
        }
    }

    /// Every node's own text must read as the same value.
    fn check_spans(source: &Source, node: &Node<'_>) {
        let alone = Source::new("slice", source.slice(node.span));
        let again = parse(&alone, &Limits::default()).unwrap();
        assert_eq!(again.span.range(), 0..alone.text().len());
        assert!(equal(&again.value, &node.value), "{:?} at {:?}", node.value, node.span);
        match &node.value {
            Value::Array(items) => items.iter().for_each(|item| check_spans(source, item)),
            Value::Object(members) => members.iter().for_each(|member| {
                let key = Source::new("key", source.slice(member.key.span));
                let key = parse(&key, &Limits::default()).unwrap();
                assert_eq!(key.value, Value::String(member.key.value.clone()));
                check_spans(source, &member.value);
            }),
            _ => {}
        }
    }

    /// Equality of values, wherever they were written.
    fn equal(a: &Value<'_>, b: &Value<'_>) -> bool {
        match (a, b) {
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(&a.value, &b.value))
            }
            (Value::Object(a), Value::Object(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .zip(b)
                        .all(|(a, b)| a.key.value == b.key.value && equal(&a.value.value, &b.value.value))
            }
            _ => a == b,
        }
    }

    /// Both accept `text`, with equal values, or both refuse it.
    fn compare(text: &str) {
        let source = Source::new("text", text);
        let ours = parse(&source, &Limits::default());
        // serde_json takes no byte order mark, and no number that overflows a double.
        let theirs = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => {
                assert!(same(&ours.value, theirs), "{text:?}: {:?} is not {theirs}", ours.value);
                check_spans(&source, ours);
            }
            (Err(fault), Err(_)) => {
                assert_eq!(fault.severity, Severity::Error);
                assert!(
                    fault.span.start <= fault.span.end && fault.span.range().end <= text.len(),
                    "{fault}"
                );
                assert!(text.is_char_boundary(fault.span.range().start), "{fault}");
                assert!(text.is_char_boundary(fault.span.range().end), "{fault}");
                assert!(!fault.to_string().contains('\n'), "{fault}");
            }
            (Ok(_), Err(error)) if error.to_string().starts_with("number out of range") => {}
            (Ok(_), Err(error)) => panic!("{text:?} was accepted: {error}"),
            (Err(fault), Ok(_)) => panic!("{text:?} was refused: {fault}"),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn valid_texts_are_read_alike(text in valid()) {
            compare(&text);
        }

        #[test]
        fn damaged_texts_are_judged_alike(text in valid(), edits in proptest::collection::vec(edit(), 1..4)) {
            compare(&edited(&text, edits));
        }

        #[test]
        fn strings_of_json_characters_are_judged_alike(
            text in r#"[{}\[\]:,"\\u0-9eE+\-. \ntrueflsn]{0,12}"#
        ) {
            compare(&text);
        }

        #[test]
        fn any_string_is_read_without_a_panic(text in any::<String>()) {
            compare(&text);
        }

        #[test]
        fn any_bytes_make_a_source_or_a_diagnostic(bytes in any::<Vec<u8>>()) {
            if let Err(fault) = Source::from_bytes("bytes", bytes) {
                prop_assert!(!fault.to_string().is_empty());
            }
        }
    }

    fn fault(text: &str, limits: &Limits) -> String {
        parse(&Source::new("p.json", text), limits).unwrap_err().to_string()
    }

    #[test]
    fn strings_are_borrowed_unless_they_have_an_escape() {
        let source = Source::new("p.json", r#"["plain é", "a\nb\u00e9\ud83d\ude00\\", "\u0000"]"#);
        let node = parse(&source, &Limits::default()).unwrap();
        let Value::Array(items) = node.value else { panic!("an array") };
        let texts: Vec<_> = items.into_iter().map(|item| item.value).collect();
        assert!(matches!(&texts[0], Value::String(std::borrow::Cow::Borrowed("plain é"))));
        assert_eq!(texts[1], Value::String("a\nbé😀\\".into()));
        assert_eq!(texts[2], Value::String("\0".into()));
    }

    #[test]
    fn more_bytes_than_the_limit_are_refused_at_the_start() {
        let limits = Limits { bytes: 10, ..Limits::default() };
        assert!(parse(&Source::new("p.json", " ".repeat(8) + "{}"), &limits).is_ok());
        assert_eq!(
            fault(&(" ".repeat(9) + "{}"), &limits),
            "p.json:1:1: error[TEXT_TOO_LARGE]: the text has 11 bytes, more than the limit of 10"
        );
        let large = format!("[{}1]", "1,".repeat(4_999_998));
        assert!(parse(&Source::new("p.json", large.as_str()), &Limits::default()).is_ok());
        assert!(fault(&(large + "  "), &Limits::default()).contains("10000001 bytes"));
    }

    #[test]
    fn nesting_is_refused_at_the_bracket_that_goes_too_deep_whatever_the_limit() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        let deep = fault(&"[".repeat(100_000), &Limits::default());
        assert_eq!(deep, "p.json:1:65: error[NESTING_TOO_DEEP]: more than 64 nested levels");
        assert!(fault(&"{\"a\":".repeat(100_000), &Limits::default()).contains("1:321"));
        assert!(parse(&Source::new("p.json", nested(64)), &Limits::default()).is_ok());
        let boundless = Limits { depth: usize::MAX, ..Limits::default() };
        assert!(fault(&"[".repeat(100_000), &boundless).contains("more than 1000 nested levels"));
        assert!(parse(&Source::new("p.json", nested(1000)), &boundless).is_ok());
        assert!(fault("[]", &Limits { depth: 0, ..Limits::default() }).contains("1:1"));
        assert!(parse(&Source::new("p.json", "1"), &Limits { depth: 0, ..Limits::default() }).is_ok());
    }
}
