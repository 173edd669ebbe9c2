//! Sessions in Markdown: runs the commands of `console` blocks and compares, or rewrites, what they print.
//!
//! In a block, `$ ` begins a command; a line that ends in `\` goes on in the next. `? N` after it is an exit
//! code other than 0, and the rest, up to the next command, is what it prints.

use std::path::Path;
use std::process::Command;

/// The text with the output of every session as it is now; commands run in `folder`.
pub(crate) fn refresh(text: &str, folder: &Path) -> String {
    let mut fresh = String::new();
    let mut lines = text.lines().peekable();
    let mut in_block = false;
    while let Some(line) = lines.next() {
        match (in_block, line) {
            (false, "```console") => in_block = true,
            (true, "```") => in_block = false,
            (true, line) if line.starts_with("$ ") => {
                let mut command = vec![line];
                while command.last().is_some_and(|line| line.ends_with('\\')) {
                    command.push(lines.next().expect("a command goes on"));
                }
                fresh.push_str(&command.join("\n"));
                fresh.push('\n');
                fresh.push_str(&session(&command, folder));
                while lines.peek().is_some_and(|next| *next != "```" && !next.starts_with("$ ")) {
                    lines.next();
                }
                continue;
            }
            _ => {}
        }
        fresh.push_str(line);
        fresh.push('\n');
    }
    fresh
}

/// How often a text runs a command.
pub(crate) fn commands(text: &str) -> usize {
    text.lines().filter(|line| line.starts_with("$ sayso ")).count()
}

fn session(lines: &[&str], folder: &Path) -> String {
    let whole: String = lines.iter().map(|line| line.trim_end_matches('\\')).collect();
    let words = words(whole.strip_prefix("$ ").expect("a prompt"));
    assert_eq!(words.first().map(String::as_str), Some("sayso"), "sessions run sayso alone: {whole}");
    let output = command().args(words.iter().skip(1)).current_dir(folder).output().expect("sayso starts");
    let code = output.status.code().expect("an exit code");
    let mut text = if code == 0 { String::new() } else { format!("? {code}\n") };
    for bytes in [&output.stdout, &output.stderr] {
        for line in String::from_utf8_lossy(bytes).lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

/// Words as a shell splits them, as far as sessions need it: blanks, and quotes around a word's parts.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in text.chars() {
        match quote {
            Some(open) if open == character => quote = None,
            None if character == '\'' || character == '"' => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            None if character.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

/// The command under test, without colours.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command
}
