//! The findings that were there before: an old repository starts with those, and sees only new ones.

use std::collections::BTreeMap;
use std::fs;

use sayso::{Diagnostic, Source, Span};
use serde::{Deserialize, Serialize};

use crate::input::{Failure, text};

/// A baseline of 100,000 findings has about 20 MB.
const MOST_BYTES: usize = 100_000_000;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

/// Path, line and code are for people; the fingerprint counts.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) path: String,
    pub(crate) line: u32,
    pub(crate) code: String,
    pub(crate) fingerprint: String,
}

/// Known findings.
#[derive(Debug, Default)]
pub(crate) struct Baseline {
    /// The path of each, by fingerprint.
    known: BTreeMap<String, String>,
}

impl Baseline {
    pub(crate) fn read(path: &str) -> Result<Self, Failure> {
        let source = text::read(path, MOST_BYTES)?;
        let file: File = serde_json::from_str(source.text()).map_err(|error| fault(&source, &error))?;
        if file.version != 1 {
            let message =
                format!("`{path}` is a baseline of version {}; this sayso reads version 1", file.version);
            return Err(Failure::Message(message));
        }
        Ok(Self { known: file.findings.into_iter().map(|entry| (entry.fingerprint, entry.path)).collect() })
    }

    pub(crate) fn has(&self, fingerprint: &str) -> bool {
        self.known.contains_key(fingerprint)
    }

    /// How many of its entries are of a file that `is_checked`.
    pub(super) fn count(&self, is_checked: impl Fn(&str) -> bool) -> usize {
        self.known.values().filter(|path| is_checked(path)).count()
    }
}

fn fault(source: &Source, error: &serde_json::Error) -> Diagnostic {
    let lines = source.text().split_inclusive('\n').take(error.line().saturating_sub(1));
    let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    let message = error.to_string();
    let message = message.rsplit_once(" at line").map_or(message.as_str(), |(message, _)| message);
    Diagnostic::error("INVALID_BASELINE", source, Span::at(at.min(source.text().len())), message)
        .help("write it anew with `--write-baseline`")
}

/// Writes what a run found.
pub(crate) fn write(path: &str, mut findings: Vec<Entry>) -> Result<usize, Failure> {
    findings.sort();
    let count = findings.len();
    let text = serde_json::to_string_pretty(&File { version: 1, findings })
        .map_err(|error| format!("cannot make the baseline: {error}"))?;
    fs::write(path, text + "\n")
        .map_err(|error| format!("cannot write `{path}`: {}", text::reason(&error)))?;
    Ok(count)
}
