//! What came of linting, for the renderers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use sayso::{Diagnostic, Fix, PolicyType, Severity, Source};

use super::baseline::Entry;
use super::config::Config;
use crate::exit::Exit;
use crate::input::Failure;

/// One finding, with what is known of its policy.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    /// Its severity is the one that counts, after the settings.
    pub(crate) diagnostic: Diagnostic,
    /// Which of the file's policies, from 0; none where it is about what could not be read as one.
    pub(crate) policy: Option<usize>,
    /// What people call the policy, or nothing.
    pub(crate) label: String,
    pub(crate) policy_type: Option<PolicyType>,
    /// Where it is in the file, as a JSON pointer.
    pub(crate) pointer: String,
    /// The statement's.
    pub(crate) sid: Option<String>,
    pub(crate) fingerprint: String,
    /// Whether it makes the run fail.
    pub(crate) fails: bool,
    /// Whether another statement is a reason for it.
    pub(crate) looks_elsewhere: bool,
    /// Whether its spans are those of the file, not of a text within it.
    pub(crate) in_file: bool,
}

impl Finding {
    /// The text that it is about.
    pub(crate) fn text(&self) -> &str {
        self.diagnostic.source.slice(self.diagnostic.span)
    }

    /// Its fix, if that can be made in the file.
    pub(crate) fn fix(&self) -> Option<&Fix> {
        self.diagnostic.fix.as_deref().filter(|fix| self.in_file && !fix.edits.is_empty())
    }

    pub(crate) fn area(&self) -> Area {
        Area::of(&self.diagnostic.source, self.diagnostic.span)
    }
}

/// A place as editors count: from 1, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) end_line: u32,
    pub(crate) end_column: u32,
}

impl Area {
    pub(crate) fn of(source: &Source, span: sayso::Span) -> Self {
        let (start, end) = (source.line_column(span.start), source.line_column(span.end));
        Self { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}

/// What there is to say about one file.
#[derive(Debug)]
pub(crate) struct FileReport {
    /// Its path as given or found.
    pub(crate) name: String,
    /// What fingerprints and baselines call it.
    pub(crate) key: String,
    /// Its path from the settings' folder; none outside of it.
    pub(crate) path: Option<PathBuf>,
    /// How many policies it holds.
    pub(crate) policies: usize,
    pub(crate) findings: Vec<Finding>,
    /// Why it could not be read.
    pub(crate) failure: Option<Failure>,
    /// Why it was passed over, where somebody might wonder.
    pub(crate) note: Option<String>,
    /// Findings that the settings or the command line leave out.
    pub(crate) suppressed: usize,
    /// Findings that the baseline has.
    pub(crate) known: usize,
    /// Which of the settings' suppressions it needed, by number.
    pub(crate) used: BTreeSet<usize>,
    pub(crate) config: Arc<Config>,
    /// Where fixes were asked for.
    pub(crate) fixed: Option<Fixed>,
}

/// A text before and after its fixes.
#[derive(Debug)]
pub(crate) struct Fixed {
    pub(crate) before: Source,
    pub(crate) after: Source,
    /// How many fixes were made.
    pub(crate) count: usize,
}

/// All files, in order.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) files: Vec<FileReport>,
    /// Entries of the baseline that nothing matches any more.
    pub(crate) stale: usize,
    /// Paths that lead nowhere.
    pub(crate) nowhere: usize,
}

/// The figures of a run.
#[derive(Debug, Default, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Summary {
    pub(crate) files: usize,
    pub(crate) policies: usize,
    pub(crate) policies_with_findings: usize,
    pub(crate) findings: usize,
    pub(crate) errors: usize,
    pub(crate) security_warnings: usize,
    pub(crate) warnings: usize,
    pub(crate) suggestions: usize,
    /// Files that could not be read.
    pub(crate) unreadable: usize,
    /// Findings with a safe fix.
    pub(crate) fixable: usize,
    /// Findings whose fix has to be asked for.
    pub(crate) unsafely_fixable: usize,
    /// Fixes made.
    pub(crate) fixed: usize,
    pub(crate) suppressed: usize,
    pub(crate) in_baseline: usize,
    pub(crate) stale_in_baseline: usize,
    pub(crate) by_code: BTreeMap<&'static str, usize>,
}

impl Report {
    pub(crate) fn findings(&self) -> impl Iterator<Item = (&FileReport, &Finding)> {
        self.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
    }

    /// What a baseline has of the findings.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry> {
        self.findings().map(|(file, finding)| Entry {
            path: file.key.clone(),
            line: finding.area().line,
            code: finding.diagnostic.code.to_owned(),
            fingerprint: finding.fingerprint.clone(),
        })
    }

    pub(crate) fn summary(&self) -> Summary {
        let mut summary = Summary { stale_in_baseline: self.stale, ..Summary::default() };
        for file in &self.files {
            summary.files += usize::from(file.policies > 0);
            summary.policies += file.policies;
            summary.unreadable += usize::from(file.failure.is_some());
            summary.suppressed += file.suppressed;
            summary.in_baseline += file.known;
            summary.fixed += file.fixed.as_ref().map_or(0, |fixed| fixed.count);
            let flawed: BTreeSet<usize> = file.findings.iter().filter_map(|it| it.policy).collect();
            summary.policies_with_findings += flawed.len();
            for finding in &file.findings {
                summary.count(finding);
            }
        }
        summary
    }

    /// Success, unless a finding is at or above the bar or something could not be read.
    pub(crate) fn exit(&self, exit_zero: bool) -> Exit {
        if self.files.iter().any(|file| file.failure.is_some()) {
            Exit::Invalid
        } else if !exit_zero && self.findings().any(|(_, finding)| finding.fails) {
            Exit::Negative
        } else {
            Exit::Success
        }
    }
}

impl Summary {
    fn count(&mut self, finding: &Finding) {
        self.findings += 1;
        *match finding.diagnostic.severity {
            Severity::Error => &mut self.errors,
            Severity::SecurityWarning => &mut self.security_warnings,
            Severity::Warning => &mut self.warnings,
            Severity::Suggestion => &mut self.suggestions,
        } += 1;
        *self.by_code.entry(finding.diagnostic.code).or_default() += 1;
        match finding.fix() {
            Some(fix) if fix.is_safe => self.fixable += 1,
            Some(_) => self.unsafely_fixable += 1,
            None => {}
        }
    }
}
