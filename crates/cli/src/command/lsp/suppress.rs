//! A suppression, as an edit of the settings.

use std::path::Path;

use super::position::{Lines, Range, Unit};
use super::text::Text;
use super::uri;
use crate::command::lint::Opened;
use crate::command::lint::report::{FileReport, Finding};

/// An edit of a file.
pub(super) struct Suppression {
    pub(super) uri: String,
    pub(super) range: Range,
    pub(super) text: String,
}

/// What is to be added to the settings so that a finding is reported no more; none without a file of settings.
pub(super) fn of(
    text: &Text,
    report: &FileReport,
    finding: &Finding,
    settings: &dyn Fn(&Path) -> Option<String>,
) -> Option<Suppression> {
    let file = Opened::at(&text.path).ok()?.settings()?;
    let before = settings(&file)?;
    // Paths of settings are patterns.
    let path = report.path.as_ref()?.to_str()?.replace('\\', "/");
    if path.contains(['*', '?', '[', ']', '!', '#']) {
        return None;
    }
    let entry = entry(&path, finding);
    let newline = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let added = format!("{newline}\n{entry}");
    // Where the settings are written so that no table can follow.
    toml::from_str::<toml::Table>(&format!("{before}{added}")).ok()?;
    let end = Lines::of(&before).position(&before, before.len(), Unit::Utf16);
    Some(Suppression { uri: uri::of_path(&file), range: Range { start: end, end }, text: added })
}

fn entry(path: &str, finding: &Finding) -> String {
    // A string of JSON is one of TOML, too.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut entry = format!(
        "[[lint.ignore-at]]\npath = {}\ncode = {}\n",
        quoted(&format!("/{path}")),
        quoted(finding.diagnostic.code)
    );
    if !finding.pointer.is_empty() {
        entry += &["pointer = ", &quoted(&finding.pointer), "\n"].concat();
    }
    entry
}
