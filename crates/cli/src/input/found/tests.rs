//! The files of `tests/cases/inputs`: what is found in each, and where.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sayso::json::Limits;
use sayso::{PolicyType, Source, Span};

use super::super::Failure;
use super::{Found, FoundAll, policies};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/inputs")
}

/// The names of the cases, those in folders with the folder.
fn cases() -> Vec<String> {
    let mut folders = vec![folder()];
    let mut cases = Vec::new();
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(below).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension != "expected") {
                let name = path.strip_prefix(folder()).unwrap().to_string_lossy();
                cases.push(name.replace('\\', "/"));
            }
        }
    }
    cases.sort();
    cases
}

fn at(source: &Source, span: Span) -> String {
    let place = source.line_column(span.start);
    let text = source.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = text.chars().take(50).collect();
    format!("{}:{} {short}", place.line, place.column)
}

fn listed(lines: &mut String, source: &Source, found: &Found) {
    let Found { document, policy_type, pointer, label, attachment } = found;
    writeln!(
        lines,
        "{}: {label}\n  {policy_type}, {attachment:?}",
        if pointer.is_empty() { "whole" } else { pointer }
    )
    .unwrap();
    for statement in document.statements() {
        writeln!(lines, "  statement {}", at(source, statement.span)).unwrap();
        let lists = [&statement.action, &statement.resource];
        for entry in lists.into_iter().flatten().flat_map(|list| &list.entries) {
            writeln!(lines, "    {} = {}", at(source, entry.span), entry.value).unwrap();
        }
        for clause in statement.condition.iter().flat_map(|condition| &condition.clauses) {
            let values: Vec<&str> = clause.values.iter().map(|value| value.value.as_str()).collect();
            writeln!(lines, "    {} {} {}", clause.operator.value, clause.key.value, values.join(" "))
                .unwrap();
        }
    }
    for span in document.unknown() {
        writeln!(lines, "  unknown {}", at(source, *span)).unwrap();
    }
    for fault in document.diagnostics().iter().chain(&document.check(*policy_type)) {
        writeln!(lines, "  {fault}").unwrap();
    }
}

fn read(name: &str) -> String {
    let source = Source::from_bytes(name, fs::read(folder().join(name)).unwrap()).unwrap();
    let mut lines = String::new();
    match policies(&source, &Limits::default(), None) {
        Ok(FoundAll { policies, not_static }) => {
            for found in &policies {
                listed(&mut lines, &source, found);
            }
            for place in not_static {
                writeln!(lines, "{place}").unwrap();
            }
        }
        Err(failure) => writeln!(lines, "{}", first(&failure)).unwrap(),
    }
    lines
}

fn first(failure: &Failure) -> String {
    match failure {
        Failure::Faults(faults) => faults[0].to_string(),
        Failure::Message(message) => message.clone(),
    }
}

#[test]
fn every_file_gives_the_policies_it_holds() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    for name in cases() {
        let expectation = folder().join(format!("{name}.expected"));
        let expected = fs::read_to_string(&expectation).unwrap_or_default();
        let found = read(&name);
        if found != expected && update {
            fs::write(expectation, found).unwrap();
        } else if found != expected {
            write!(wrong, "--- {name}: expected\n{expected}+++ found\n{found}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}UPDATE=1 rewrites the expectations");
}

#[test]
fn a_type_told_counts_for_plain_policies() {
    let text = r#"{"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}"#;
    let source = Source::new("scp/a.json", text);
    let found = policies(&source, &Limits::default(), Some(PolicyType::Session)).unwrap();
    assert_eq!(found.policies[0].policy_type, PolicyType::Session);
}

/// Whoever writes the file: an answer, and soon.
#[test]
fn hostile_files_end_in_clear_errors() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(10_000), close.repeat(10_000));
    let bomb: String =
        (1..12).fold("Statement: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, level| {
            let one = format!("*a{}", level - 1);
            format!("{text}b{level}: &a{level} [{}]\n", vec![one; 9].join(", "))
        });
    let quoted = format!("{:?}", format!(r#"{{"Statement": {}"#, deep("[", "]")));
    for (name, text, expected) in [
        ("a.json", format!(r#"{{"Statement": {}}}"#, deep("[", "]")), "more than 64 nested levels"),
        ("a.yaml", format!("Statement: {}", deep("[", "]")), "nest"),
        ("a.yaml", bomb, "the aliases up to here"),
        ("a.yaml", "Statement: !Sub [".to_owned(), "YAML_SYNTAX_ERROR"),
        ("a.tf", format!("policy = {}", deep("[", "]")), "nest"),
        ("a.tf", format!("policy = {}", deep("(", ")")), "nest"),
        ("a.tf", format!("policy = {}x", "!".repeat(10_000)), "nest"),
        ("a.tf", format!("policy = {}", "\"${".repeat(10_000)), "nest"),
        ("a.tf", "policy {\n".repeat(10_000), "nest"),
        ("a.tf", format!("policy = {}1", "1 + ".repeat(10_000)), "operat"),
        ("a.tf", "policy = \"".to_owned(), "HCL_SYNTAX_ERROR"),
    ] {
        let failure = policies(&Source::new(name, text), &Limits::default(), None).unwrap_err();
        let message = first(&failure);
        assert!(message.starts_with(name) && message.contains(expected), "{name}: {message}");
    }
    let source = Source::new("a.json", format!(r#"{{"Policy": {quoted}}}"#));
    let found = policies(&source, &Limits::default(), None).unwrap();
    assert_eq!(found.policies[0].document.diagnostics()[0].code, "NESTING_TOO_DEEP");
    let long = format!("resource \"aws_iam_policy\" \"p\" {{\n policy = a{}\n}}", ".b".repeat(100_000));
    let found = policies(&Source::new("a.tf", long), &Limits::default(), None).unwrap();
    assert_eq!(found.not_static.len(), 1);
}

/// Cut anywhere, a file is read or refused, and its places are inside of it.
#[test]
fn every_beginning_of_a_file_is_read_or_refused() {
    for name in cases() {
        let text = fs::read_to_string(folder().join(&name)).unwrap();
        let step = (text.len() / 60).max(1);
        for (end, _) in text.char_indices().step_by(step) {
            let source = Source::new(name.as_str(), text.get(..end).unwrap());
            let Ok(found) = policies(&source, &Limits::default(), None) else { continue };
            for document in found.policies.iter().map(|found| &found.document) {
                let faults = document.diagnostics().iter().map(|fault| fault.span);
                let statements = document.statements().iter().map(|statement| statement.span);
                for span in faults.chain(statements).chain(document.unknown().iter().copied()) {
                    assert!(
                        span.end as usize <= end && span.start <= span.end,
                        "{name} up to {end}: {span:?}"
                    );
                }
            }
        }
    }
}
