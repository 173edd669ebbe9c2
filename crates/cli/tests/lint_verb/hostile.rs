//! Files that nobody wrote in good faith: told, not suffered.

use serde_json::Value;

use super::{Folder, json};

const FORMATS: [&str; 9] =
    ["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"];

/// A policy whose user id has these characters, and as a file's name.
fn hostile() -> Folder {
    let id = "AIDA\\u001b[2J\u{9b}2J\\n::error::x`|<b>]]>&@all";
    let policy = format!(
        "{{\"Statement\": {{\"Sid\": \"a|b\", \"Effect\": \"Deny\", \"Principal\": {{\"AWS\": \"{id}\"}},\n\
         \"Action\": \"s3:*\", \"Resource\": \"*\"}}}}"
    );
    Folder::new().with("a\u{1b}[2J\n\u{9b}|`.json", policy)
}

#[test]
fn nothing_steers_the_terminal_or_ends_a_line() {
    let folder = hostile();
    for format in FORMATS {
        let ran = folder.lint(&["--format", format, "--color", "always", "--statistics"]);
        assert_eq!(ran.code, 0, "{format}: {}", ran.err);
        assert!(
            ran.out.contains("INVALID_USER_REFERENCE") || ran.out.contains("INVALID&#95;USER"),
            "{format}"
        );
        let plain = anstream::adapter::strip_str(&ran.out).to_string();
        assert!(!ran.out.contains("\u{1b}[2J"), "{format}");
        if ["full", "concise", "markdown"].contains(&format) {
            assert!(!plain.contains('\u{9b}'), "{format}: {plain:?}");
        }
        assert!(!plain.lines().any(|line| line.starts_with("::error")), "{format}: {plain}");
    }
    let lines = folder.lint(&["--format", "concise"]).out;
    assert_eq!(lines.lines().count(), 1, "{lines}");
    let name = json(&folder.lint(&["--format", "json"]))["findings"][0]["path"].clone();
    assert_eq!(name, "a\u{1b}[2J\n\u{9b}|`.json", "programs get the name itself");
}

#[test]
fn large_and_deep_texts_have_bounds() {
    let statement = "{\"Action\": \"s3:*\", \"Resource\": \"*\"}";
    let many = format!("{{\"Statement\": [{}]}}", vec![statement; 5_000].join(","));
    let folder = Folder::new()
        .with("many.json", many)
        .with("deep.json", "[".repeat(100_000))
        .with("policy.json", format!("{{\"Statement\": {}", "[".repeat(100_000)))
        .with(
            "long.json",
            format!("{{\"Statement\": {{\"Sid\": \"\", \"Id\": \"{}\"}}}}", "x".repeat(1_000_000)),
        );
    for format in FORMATS {
        let ran = folder.lint(&["--format", format]);
        assert_eq!(ran.code, 2, "{format}");
        assert!(ran.err.starts_with("policy.json:1:") && ran.err.contains("NESTING_TOO_DEEP"), "{format}");
        assert!(ran.err.len() < 10_000, "{format}");
    }
    let ran = folder.lint(&["many.json", "--max-bytes", "50000"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("many.json:1:1: error[DOCUMENT_TOO_LARGE]"), "{}", ran.err);
    let ran = folder.lint(&["--max-bytes", "50000", "--format", "json"]);
    assert!(
        ran.err.contains("passed over many.json:1:1: the document is larger than 50000 bytes"),
        "{}",
        ran.err
    );
    let report: Value = json(&ran);
    assert_eq!(report["summary"]["files"], 0);
}

#[test]
fn fixes_of_hostile_texts_end() {
    let statement = "{\"Sid\": \"\", \"Action\": \"*\"}";
    let text = format!("{{\"Statement\": [{}]}}", vec![statement; 2_000].join(","));
    let folder = Folder::new().with("a.json", &text);
    assert_eq!(folder.lint(&["--fix"]).code, 1);
    assert_eq!(folder.read("a.json"), text.replace("\"Sid\": \"\", ", ""));
    let patterns =
        "[lint]\nexclude = ['**/**/**/**/**/**/a*a*a*a*a*a*b']\n[lint.sids]\nignore = ['*a*a*a*a*a*a*b']";
    let sid = "a".repeat(5_000);
    let folder = Folder::new()
        .with("sayso.toml", patterns)
        .with("a.json", format!("{{\"Statement\": {{\"Sid\": \"{sid}\", \"Action\": \"*\"}}}}"));
    assert_eq!(folder.found(&[]), ["a.json:1 MISSING_EFFECT"]);
}
