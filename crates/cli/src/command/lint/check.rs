//! One text: its policies, what the rules find in them, and what of that is to be reported.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use sayso::lint::{self, Options};
use sayso::{Diagnostic, Limits, PolicyDocument, PolicyType, Severity, Source, json};

use super::baseline::Baseline;
use super::config::{Config, FailOn};
use super::finding;
use super::fingerprint::Fingerprints;
use super::report::{FileReport, Finding};
use super::select::Selector;
use crate::input::Failure;
use crate::input::found::{self, Found};

/// What the command line asks for, for all files.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) policy_type: Option<PolicyType>,
    pub(super) select: Vec<Selector>,
    pub(super) ignore: Vec<Selector>,
    pub(super) fail_on: Option<FailOn>,
    pub(super) known_accounts: Vec<String>,
    pub(super) limits: Limits,
    pub(super) baseline: Baseline,
}

/// One file with the settings that hold for it.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    pub(super) asked: &'a Asked,
    pub(super) config: &'a Arc<Config>,
    pub(super) name: &'a str,
    /// Relative to the settings' folder; none outside of it.
    pub(super) path: Option<&'a Path>,
    /// What fingerprints and the baseline call it.
    pub(super) key: &'a str,
    /// Whether the user named it, so that it is wrong if it can't be read.
    pub(super) is_named: bool,
}

impl Subject<'_> {
    /// What there is to say about its text.
    pub(super) fn check(&self, source: &Source) -> FileReport {
        let mut report = self.empty();
        let found = match found::policies(source, &self.asked.limits, self.policy_type()) {
            Ok(found) => found,
            Err(failure) => {
                self.unread(source.text(), failure, &mut report);
                return report;
            }
        };
        report.policies = found.policies.len();
        if self.is_named && found.policies.is_empty() && found.not_static.is_empty() {
            report.failure = self.broken_json(source).map(Into::into);
        }
        let mut fingerprints = Fingerprints::default();
        let mut add = |mut finding: Finding, report: &mut FileReport| {
            finding.fingerprint = fingerprints.next(self.key, &finding);
            self.report(finding, report);
        };
        for diagnostic in found.not_static {
            add(finding::outside(diagnostic, source), &mut report);
        }
        for (number, policy) in found.policies.iter().enumerate() {
            for diagnostic in self.findings_in(policy) {
                add(finding::within(diagnostic, policy, number, source), &mut report);
            }
        }
        report.findings.sort_by_key(|finding| finding.diagnostic.span.start);
        report
    }

    /// A text that cannot be read is a fault if it was named or looks like a policy. Anything else in a folder is
    /// hardly one: it is passed over, but not in silence where it could be.
    pub(super) fn unread(&self, text: &str, failure: Failure, report: &mut FileReport) {
        match failure {
            Failure::Faults(faults) if !self.is_named && !text.contains("\"Statement\"") => {
                let fault = faults.first().filter(|_| text.is_empty() || text.contains("tatement"));
                report.note = fault.map(|fault| {
                    format!("passed over {}: {}", fault.source.place(fault.span), fault.message)
                });
            }
            failure => report.failure = Some(failure),
        }
    }

    /// A report without findings.
    pub(super) fn empty(&self) -> FileReport {
        FileReport {
            name: self.name.to_owned(),
            key: self.key.to_owned(),
            path: self.path.map(Path::to_owned),
            policies: 0,
            findings: Vec::new(),
            failure: None,
            note: None,
            suppressed: 0,
            known: 0,
            used: BTreeSet::new(),
            config: Arc::clone(self.config),
            fixed: None,
        }
    }

    /// What is wrong with a text without a policy, if it should be JSON.
    fn broken_json(&self, source: &Source) -> Option<Diagnostic> {
        let by_name = Path::new(self.name).extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
        let is_json = by_name || source.text().trim_start().starts_with(['{', '[']);
        if is_json { json::parse(source, &self.asked.limits).err() } else { None }
    }

    /// The type of plain policies here, where the command line or the settings give it.
    fn policy_type(&self) -> Option<PolicyType> {
        self.asked.policy_type.or_else(|| self.config.policy_type(self.path))
    }

    fn findings_in(&self, policy: &Found) -> Vec<Diagnostic> {
        let known: Vec<&str> =
            self.asked.known_accounts.iter().chain(&self.config.known_accounts).map(String::as_str).collect();
        let attachment = finding::attachment(&policy.attachment);
        let options = Options { attachment, known_accounts: &known, ..Options::default() };
        let mut found = lint::check(&policy.document, policy.policy_type, &options);
        if found.iter().any(|it| it.fix.is_some()) && !is_json(&policy.document, &self.asked.limits) {
            for diagnostic in &mut found {
                diagnostic.fix = None;
            }
        }
        found
    }

    /// Adds a finding, unless it is not to be reported.
    fn report(&self, mut finding: Finding, report: &mut FileReport) {
        let given = finding.diagnostic.severity;
        let code = finding.diagnostic.code;
        if let Some(severity) = self.config.severity.get(code) {
            finding.diagnostic.severity = *severity;
        }
        let severity = finding.diagnostic.severity;
        let select = if self.asked.select.is_empty() { &self.config.select } else { &self.asked.select };
        if !select.is_empty() && !select.iter().any(|selector| selector.matches(code, severity)) {
            return;
        }
        let suppressions = self.config.suppressions.iter().enumerate();
        let used = suppressions.filter(|(_, it)| it.covers(&finding, given, self.path)).map(|(at, _)| at);
        let mut is_suppressed = self.asked.ignore.iter().any(|selector| selector.matches(code, severity));
        for number in used {
            is_suppressed = true;
            report.used.insert(number);
        }
        if is_suppressed {
            report.suppressed += 1;
        } else if self.asked.baseline.has(&finding.fingerprint) {
            report.known += 1;
        } else {
            finding.fails = self.bar().is_some_and(|bar| severity >= bar);
            report.findings.push(finding);
        }
    }

    /// The least severity that makes the run fail.
    fn bar(&self) -> Option<Severity> {
        self.asked.fail_on.or(self.config.fail_on).unwrap_or_default().bar()
    }
}

/// Whether the file has the policy as JSON, which is what fixes write: not as YAML, as HCL or within a string.
fn is_json(document: &PolicyDocument, limits: &Limits) -> bool {
    json::parse(&Source::new("", document.source().slice(document.span())), limits).is_ok()
}
