//! Fixes: made in the text, byte for byte elsewhere, until nothing changes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use sayso::suggest::TextEdit;
use sayso::{Severity, Source, Span};

use super::check::Subject;
use super::report::{FileReport, Finding, Fixed};
use crate::input::{Failure, text};

/// Fixes that touch wait for the next round; the next run makes those that are left.
const MOST_ROUNDS: usize = 200;

/// The report on the text as its fixes leave it, with that text. Fixes that are not safe are made
/// where `unsafe_too` says so.
pub(super) fn mend(subject: &Subject<'_>, source: &Source, unsafe_too: bool) -> FileReport {
    let mut report = subject.check(source);
    let mut fixed = Fixed { before: source.clone(), after: source.clone(), count: 0 };
    for _ in 0..MOST_ROUNDS {
        let (edits, count) = choose(&report, unsafe_too);
        let Some(next) = apply(fixed.after.text(), &edits).filter(|next| next != fixed.after.text()) else {
            break;
        };
        let next = Source::new(source.name(), next);
        let checked = subject.check(&next);
        // A fix that breaks something is a fault of ours, and no reason to break a file.
        if checked.policies < report.policies || errors(&checked) > errors(&report) {
            break;
        }
        (report, fixed.after) = (checked, next);
        fixed.count += count;
    }
    report.fixed = Some(fixed);
    report
}

fn errors(report: &FileReport) -> usize {
    report.findings.iter().filter(|finding| finding.diagnostic.severity == Severity::Error).count()
}

/// The edits of as many fixes as keep apart from each other, in the order of the text, and how many fixes they are.
/// A fix for which another statement is the reason is made alone in its policy: the next could remove the reason.
fn choose(report: &FileReport, unsafe_too: bool) -> (Vec<&TextEdit>, usize) {
    let fixable = report.findings.iter().filter_map(|finding| Some((finding, finding.fix()?)));
    let mut fixes: Vec<(&Finding, Vec<&TextEdit>)> = fixable
        .filter(|(_, fix)| fix.is_safe || unsafe_too)
        .map(|(finding, fix)| (finding, fix.edits.iter().collect()))
        .collect();
    for (_, edits) in &mut fixes {
        edits.sort_by_key(|edit| edit.span);
    }
    fixes.sort_by_key(|(_, edits)| edits.first().map(|edit| edit.span));
    let (mut chosen, mut count): (Vec<&TextEdit>, usize) = (Vec::new(), 0);
    // Policies with a fix, and whether that is to be alone.
    let mut policies: BTreeMap<Option<usize>, bool> = BTreeMap::new();
    for (finding, edits) in fixes {
        let is_free = match policies.get(&finding.policy) {
            None => true,
            Some(is_alone) => !is_alone && !finding.looks_elsewhere,
        };
        if is_free && is_after(&chosen, &edits) {
            policies.insert(finding.policy, finding.looks_elsewhere);
            chosen.extend(edits);
            count += 1;
        }
    }
    (chosen, count)
}

/// Whether edits are in order, and begin after all that are chosen.
fn is_after(chosen: &[&TextEdit], edits: &[&TextEdit]) -> bool {
    let end = chosen.last().map(|edit| edit.span.end);
    edits.first().is_some_and(|edit| end.is_none_or(|end| edit.span.start > end))
        && edits.iter().zip(edits.iter().skip(1)).all(|(one, next)| one.span.end <= next.span.start)
}

/// The text with edits that are in order and apart; none where one is not of this text.
fn apply(text: &str, edits: &[&TextEdit]) -> Option<String> {
    let mut edited = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let Span { start, end } = edit.span;
        edited.push_str(text.get(at..start as usize)?);
        edited.push_str(&edit.replacement);
        at = end as usize;
    }
    edited.push_str(text.get(at..)?);
    Some(edited)
}

/// Puts the text in the file's place: all of it, or nothing changes. The file's permissions stay, and a link stays
/// one.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    replace(path, text).map_err(|error| {
        Failure::Message(format!("cannot write `{}`: {}", path.display(), text::reason(&error)))
    })
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".sayso-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(permissions)?;
    file.persist(&path)?;
    Ok(())
}

/// What the fixes change, as `diff -u` and `git apply` have it.
pub(super) fn diff(name: &str, fixed: &Fixed) -> String {
    let diff = similar::TextDiff::from_lines(fixed.before.text(), fixed.after.text());
    diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}

#[cfg(test)]
mod tests;
