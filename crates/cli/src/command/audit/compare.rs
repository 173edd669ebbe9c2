//! Two runs: what is new, what is fixed, what is unchanged.

use std::collections::{BTreeMap, BTreeSet};

use sayso::{Diagnostic, Span};
use serde::Deserialize;

use super::code::Severity;
use super::report::Shown;
use crate::input::{Failure, text};

/// A report of 100,000 findings has about 100 MB.
const MOST_BYTES: usize = 1_000_000_000;

/// The JSON report of an earlier run, as far as it is compared.
#[derive(Deserialize)]
pub(super) struct Earlier {
    version: u32,
    findings: Vec<Known>,
}

/// A finding of the earlier run.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Known {
    pub(crate) code: String,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    fingerprint: String,
}

/// What became of the findings.
pub(crate) struct Comparison {
    /// Fingerprints that the earlier run has not.
    pub(crate) new: BTreeSet<String>,
    pub(crate) fixed: Vec<Known>,
    pub(crate) unchanged: usize,
}

pub(super) fn read(path: &str) -> Result<Earlier, Failure> {
    let source = text::read(path, MOST_BYTES)?;
    let earlier: Earlier = serde_json::from_str(source.text()).map_err(|error| {
        let lines = source.text().split_inclusive('\n').take(error.line().saturating_sub(1));
        let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        let message = error.to_string();
        let message = message.rsplit_once(" at line").map_or(message.as_str(), |(message, _)| message);
        Diagnostic::error("INVALID_REPORT", &source, Span::at(at.min(source.text().len())), message)
            .help("give what `sayso audit --format json` wrote")
    })?;
    match earlier.version {
        1 => Ok(earlier),
        other => Err(format!("`{path}` is a report of version {other}; this sayso reads version 1").into()),
    }
}

impl Comparison {
    pub(super) fn of(earlier: &Earlier, now: &[Shown]) -> Self {
        let known: BTreeMap<&str, &Known> =
            earlier.findings.iter().map(|it| (it.fingerprint.as_str(), it)).collect();
        let present: BTreeSet<&str> = now.iter().map(|it| it.fingerprint.as_str()).collect();
        let new: BTreeSet<String> =
            present.iter().filter(|it| !known.contains_key(*it)).map(|it| (*it).to_owned()).collect();
        let mut fixed: Vec<Known> =
            known.iter().filter(|(it, _)| !present.contains(*it)).map(|(_, it)| (*it).clone()).collect();
        fixed.sort_by(|one, other| {
            (other.severity, &one.code, &one.message).cmp(&(one.severity, &other.code, &other.message))
        });
        Self { unchanged: present.len() - new.len(), new, fixed }
    }
}
