//! How often each rule found something, and which suppressions nothing needs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use sayso::Severity;

use crate::command::lint::report::Report;
use sayso::harmless::one_line;

/// The most frequent code first.
pub(crate) fn statistics(report: &Report) -> String {
    let mut counts: BTreeMap<&str, (usize, Severity, bool)> = BTreeMap::new();
    for (_, finding) in report.findings() {
        let entry = (0, finding.diagnostic.severity, false);
        let (count, severity, has_fix) = counts.entry(finding.diagnostic.code).or_insert(entry);
        *count += 1;
        *severity = finding.diagnostic.severity.max(*severity);
        *has_fix |= finding.fix().is_some_and(|fix| fix.is_safe);
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(code, (count, ..))| (std::cmp::Reverse(*count), *code));
    let width = rows.iter().map(|(code, _)| code.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (code, (count, severity, has_fix)) in rows {
        let fix = if has_fix { "  fixable" } else { "" };
        let _ = writeln!(text, "{count:>6}  {code:width$}  {}{fix}", severity.as_str());
    }
    for message in unused(report) {
        let _ = writeln!(text, "unused suppression: {}", one_line(message));
    }
    text
}

/// Suppressions of the settings that are about a file that was checked, and covered nothing.
fn unused(report: &Report) -> Vec<String> {
    let mut used = BTreeSet::new();
    let mut concerned = BTreeMap::new();
    for file in report.files.iter().filter(|file| file.policies > 0) {
        // One settings file is one allocation.
        let config = Arc::as_ptr(&file.config);
        used.extend(file.used.iter().map(|number| (config, *number)));
        for (number, suppression) in file.config.suppressions.iter().enumerate() {
            if suppression.concerns(file.path.as_deref().map(Path::new)) {
                concerned.insert((config, number), suppression);
            }
        }
    }
    let unused = concerned.into_iter().filter(|(key, _)| !used.contains(key));
    let mut messages: Vec<String> = unused.map(|(_, it)| format!("{} ({})", it.what, it.place)).collect();
    messages.sort();
    messages
}
