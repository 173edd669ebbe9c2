//! A denial as one of GitHub's workflow commands, beside the line that is to blame.

use sayso::report::DenialReport;

use super::{Shown, asked, headline};
use crate::render::coverage_annotations::{data, property};
use sayso::harmless::one_line;

pub(crate) fn github(shown: &Shown<'_>, report: &DenialReport) -> String {
    let mut parts = vec![asked(report)];
    parts.extend(report.proves.first().cloned());
    if let Some(answer) = &report.answer {
        parts.push(format!("{}: {}", answer.agreement, answer.because));
        parts.extend(answer.unseen.clone());
    }
    if let (Some(command), Some(needs)) = (&report.decode_with, report.decode_needs) {
        parts.push(format!("decode it with {needs}: {command}"));
    }
    let place = shown.cause.as_ref().map(|cause| {
        parts.push(cause.what.clone());
        let file = property(&one_line(cause.file.as_str()));
        format!("file={file},line={},col={},", cause.line, cause.column)
    });
    let message = data(&one_line(parts.join("; ")));
    format!("::error {}title={}::{message}", place.unwrap_or_default(), property(headline(report)))
}
