//! A table of findings for a comment on a pull request.

use std::fmt::Write as _;

use sayso::harmless::is_harmless;

use super::summary;
use crate::command::lint::report::{FileReport, Finding, Report};

/// The table and the summary; without findings the summary alone.
pub(super) fn table(report: &Report) -> String {
    let rows: Vec<String> = report.findings().map(|(file, finding)| row(file, finding)).collect();
    let faults = report.files.iter().filter(|file| file.failure.is_some());
    let faults: Vec<String> =
        faults.map(|file| format!("Could not be read: {}\n", code(&file.name))).collect();
    let mut text = String::new();
    if !rows.is_empty() {
        text.push_str("| severity | code | place | finding |\n|---|---|---|---|\n");
        text.push_str(&rows.concat());
        text.push('\n');
    }
    for fault in faults {
        text.push_str(&fault);
        text.push('\n');
    }
    text + &summary(report)
}

fn row(file: &FileReport, finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let place = code(&format!("{}:{}", file.name, finding.area().line));
    let help = diagnostic.help.iter().map(|help| format!(" ({help})"));
    let message = prose(&(diagnostic.message.clone() + &help.collect::<String>()));
    format!("| {} | {} | {place} | {message} |\n", diagnostic.severity.as_str(), code(diagnostic.code))
}

/// A message: what it has in backticks as code, and nothing of it as Markdown or HTML.
pub(in crate::render) fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        // The user's text has backticks of its own.
        return plain(text);
    }
    let part = |(at, part): (usize, &&str)| if at % 2 == 0 { plain(part) } else { code(part) };
    parts.iter().enumerate().map(part).collect()
}

pub(in crate::render) fn code(text: &str) -> String {
    format!("<code>{}</code>", plain(text))
}

/// Every character that means something in Markdown or HTML by its number, and nobody is notified.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '@' => plain.push_str("@\u{200b}"),
            '-' | ',' | '(' | ')' | '/' | '\'' | '"' => plain.push(character),
            punctuation if punctuation.is_ascii_punctuation() => {
                let _ = write!(plain, "&#{};", u32::from(punctuation));
            }
            steering if !is_harmless(steering) => plain.extend(steering.escape_default()),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_cannot_write_markdown() {
        assert_eq!(prose("`s3:Foo` is no action"), "<code>s3&#58;Foo</code> is no action");
        let hostile = prose("`|<img src=x>[a](b)` @all **x** `\n");
        assert!(!hostile.contains(['|', '<', '[', '*', '\n', '`']), "{hostile}");
        assert!(!hostile.contains("@all"));
    }
}
