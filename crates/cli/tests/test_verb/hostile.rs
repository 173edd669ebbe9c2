//! Files that nobody wrote in good faith: told, not suffered.

use std::fmt::Write as _;

use super::{Folder, ROLE};

fn refused(name: &str, text: impl AsRef<[u8]>, message: &str) {
    let ran = Folder::new().with(name, text).run(&[name]);
    assert_eq!(
        (ran.code, ran.last_line()),
        (2, "0 passed, 0 failed, 1 unreadable"),
        "{message}: {}",
        ran.err
    );
    assert!(ran.err.starts_with(&format!("{name}:")) && ran.err.contains(message), "{message}: {}", ran.err);
    assert!(ran.err.len() < 2_000, "{message}: {} bytes", ran.err.len());
}

#[test]
fn alias_bombs_do_not_go_off() {
    let mut bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for at in 1..30 {
        let aliases = vec![format!("*a{}", at - 1); 9].join(", ");
        writeln!(bomb, "a{at}: &a{at} [{aliases}]").unwrap();
    }
    refused("bomb.yaml", bomb, "stand for more than");
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1_000_000), vec!["*a"; 10_000].join(", "));
    refused("long.yaml", long, "stand for more than");
}

#[test]
fn nesting_ends_somewhere() {
    for (name, text) in [
        ("a.yaml", "[".repeat(100_000)),
        ("b.yaml", "- ".repeat(100_000)),
        ("c.yaml", "{a: ".repeat(100_000)),
        ("d.json", "[".repeat(100_000)),
        ("e.jsonl", "{\"a\":".repeat(100_000)),
    ] {
        refused(name, text, "error[NESTING_TOO_DEEP]");
    }
}

#[test]
fn what_is_no_text_is_refused() {
    refused("tab.yaml", "a:\n\tb: c\n", "indent with spaces");
    refused("nul.yaml", "a: b\n\0\nprincipal: anonymous\n", "U+0000 must not stand in YAML");
    refused("bin.yaml", [0x7f, b'E', b'L', b'F', 0xc3, 0x28], "error[TEXT_NOT_UTF_8]");
    refused("utf16.yaml", "a: b".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(), "UTF-16");
    refused("empty.yaml", "", "the file holds no case");
    refused("empty.json", "", "the text is empty");
    refused("star.yaml", "action: *\n", "put it in quotes");
    refused("tag.yaml", "id: !Sub x\n", "the tag `!Sub` has no meaning here");
    refused("merge.yaml", "a: {<<: {b: c}}\n", "`<<` is no part of YAML 1.2");
}

#[test]
fn repeated_and_misspelt_fields_are_refused() {
    let twice = "principal: anonymous\naction: s3:A\naction: s3:B\nexpected: denied\n";
    refused("twice.yaml", twice, ":3:1: error[INVALID_CASE]: field `action` is given twice");
    refused("tests.yaml", "test: []\n", "did you mean `tests`?");
    let key = "principal: anonymous\naction: s3:A\ncontext: {aws:A: x, AWS:a: y}\nexpected: denied\n";
    refused("key.yaml", key, "context key `AWS:a` is given twice");
    let account = "principal: {type: user, arn: a, account: 123456789012}\naction: s3:A\nexpected: denied\n";
    refused("account.yaml", account, "put it in quotes: `\"123456789012\"`");
    let policy = "principal: {type: user, arn: a}\naction: s3:A\nexpected: denied\npolicies:\n  identity:\n    \
                  Statement: {Effect: Allow, Effect: Deny, Action: '*', Resource: '*'}\n";
    refused("policy.yaml", policy, "policy.yaml:6:32: error[DUPLICATE_KEY]");
}

#[test]
fn lists_multiply_within_bounds() {
    let many = |of: &str| (0..5_000).map(|at| format!("{of}{at}")).collect::<Vec<_>>().join(", ");
    let text = format!(
        "principal: anonymous\naction: [{}]\nresource: [{}]\nexpected: denied\n",
        many("s3:A"),
        many("r")
    );
    refused("many.yaml", text, "more than 1000000 cases");
}

#[test]
fn contexts_have_bounds() {
    let keys = (0..=1_000).map(|at| format!("k{at}: v")).collect::<Vec<_>>().join(", ");
    let text = format!("principal: anonymous\naction: s3:A\ncontext: {{{keys}}}\nexpected: denied\n");
    refused("keys.yaml", text, "a context has at most 1000 keys");
}

#[test]
fn names_do_not_steer_the_terminal() {
    let case = "principal: anonymous\nid: \"a\\e[2J\\nb\"\naction: s3:A\nexpected: allowed\n";
    let ran = Folder::new().with("a.yaml", case).run(&["a.yaml", "--color", "always"]);
    assert!(ran.out.starts_with("a.yaml:1:1: FAILED a\\u{1b}[2J\\nb: expected allowed"), "{:?}", ran.out);
}

#[test]
fn what_is_told_of_a_file_does_not_steer_the_terminal() {
    let twice =
        "principal: anonymous\naction: s3:A\ncontext: {\"\\e[2J\": x, \"\\e[2J\": y}\nexpected: denied\n";
    refused("escape.yaml", twice, "context key `\\u{1b}[2J` is given twice");
    // One character of eight bits starts a sequence, too: in the message and in the lines below it.
    let case = "principal: anonymous\naction: s3:A\nexpected: \u{9b}2J\n";
    let ran = Folder::new().with("a.yaml", case).run(&["a.yaml", "--color", "always"]);
    assert!(
        ran.err.contains("`\\u{9b}2J` is no decision") && ran.err.contains("expected: \u{b7}2J"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains('\u{9b}'), "{:?}", ran.err);
}

#[test]
fn policies_in_yaml_keep_their_places() {
    let text = format!(
        "principal: arn:aws:iam::123456789012:user/é\naction: s3:DeleteObject\nexpected: allowed\npolicies:\n  identity:\n    {}",
        ROLE.replace('\n', "\n    ")
    );
    let ran = Folder::new().with("a.yaml", text.trim_end()).run(&["a.yaml"]);
    assert!(ran.out.contains("got explicitDeny by `Keep` at a.yaml:15:9"), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("18 |           \"Action\": \"s3:Delete*\""), "{}", ran.out);
}
