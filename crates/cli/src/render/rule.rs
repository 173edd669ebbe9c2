//! Pages of rules.

use std::fmt::Write as _;

use anstyle::Style;
use sayso::lint::{Origin, Rule};
use serde::Serialize;

use crate::command::lint::select::severity_word;

#[derive(Serialize)]
struct JsonRule {
    code: &'static str,
    severity: &'static str,
    origin: &'static str,
    summary: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'static str>,
}

/// A row for each rule.
pub(crate) fn list(rules: &[&Rule]) -> String {
    let width = rules.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    let row = |rule: &&Rule| {
        format!("{:width$}  {:16}  {}\n", rule.code, rule.severity.as_str(), plain(rule.summary()))
    };
    rules.iter().map(row).collect()
}

/// The same as a table.
pub(crate) fn list_markdown(rules: &[&Rule]) -> String {
    let row =
        |rule: &&Rule| format!("| `{}` | {} | {} |\n", rule.code, rule.severity.as_str(), rule.summary());
    "| code | severity | finds |\n|---|---|---|\n".to_owned() + &rules.iter().map(row).collect::<String>()
}

/// The same as an array, without the pages.
pub(crate) fn list_json(rules: &[&Rule]) -> String {
    let rules: Vec<JsonRule> = rules.iter().map(|rule| JsonRule { page: None, ..describe(rule) }).collect();
    serde_json::to_string_pretty(&rules).unwrap_or_default()
}

/// A rule with its page in Markdown.
pub(crate) fn json(rule: &Rule) -> String {
    serde_json::to_string_pretty(&describe(rule)).unwrap_or_default()
}

fn describe(rule: &Rule) -> JsonRule {
    JsonRule {
        code: rule.code,
        severity: severity_word(rule.severity),
        origin: match rule.origin {
            Origin::AccessAnalyzer => "access-analyzer",
            Origin::AccessAnalyzerSection => "access-analyzer, by the name of a section",
            Origin::Sayso => "sayso",
        },
        summary: rule.summary(),
        page: Some(rule.page),
    }
}

/// The page for a terminal: headings bold, examples indented.
pub(crate) fn page(rule: &Rule) -> String {
    let bold = Style::new().bold();
    let mut text = format!("{bold}{}{bold:#}  {}\n", rule.code, rule.severity.as_str());
    let mut in_example = false;
    for line in rule.page.lines().skip(1) {
        if line.starts_with("```") {
            in_example = !in_example;
        } else if in_example {
            let _ = write!(text, "    {line}");
            text.push('\n');
        } else if let Some(heading) = line.strip_prefix("## ") {
            let _ = writeln!(text, "{bold}{heading}{bold:#}");
        } else {
            text.push_str(&plain(line));
            text.push('\n');
        }
    }
    text
}

/// Prose without Markdown's marks; backticks stay, they tell code from words.
fn plain(line: &str) -> String {
    line.replace("**", "")
}
