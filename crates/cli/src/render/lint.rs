//! The report of `sayso lint`, for people and programs.

mod full;
mod github;
mod gitlab;
mod json;
mod junit;
pub(super) mod markdown;
pub(super) mod sarif;
mod statistics;
mod summary;

use crate::command::lint::Format;
use crate::command::lint::report::{FileReport, Report};
use sayso::harmless::one_line;

pub(crate) use statistics::statistics;
pub(crate) use summary::{summary, wrote_baseline};

/// What is told of a file as soon as it is checked; nothing where the format tells all at the end.
pub(crate) fn of_file(format: Format, file: &FileReport) -> String {
    let findings = file.findings.iter();
    match format {
        Format::Full => findings.map(full::text).collect(),
        Format::Concise => {
            findings.flat_map(|it| [one_line(it.diagnostic.to_string()), "\n".into()]).collect()
        }
        Format::Jsonl => findings.map(|finding| json::line(file, finding)).collect(),
        Format::Github => findings.map(|finding| github::command(file, finding)).collect(),
        Format::Json | Format::Sarif | Format::Gitlab | Format::Junit | Format::Markdown => String::new(),
    }
}

/// What is told of all files together.
pub(crate) fn whole(format: Format, report: &Report) -> Result<String, String> {
    Ok(match format {
        Format::Full | Format::Concise | Format::Jsonl => String::new(),
        Format::Github => github::faults(report),
        Format::Json => json::document(report),
        Format::Sarif => sarif::log(report),
        Format::Gitlab => gitlab::report(report),
        Format::Junit => junit::xml(report)?,
        Format::Markdown => markdown::table(report),
    })
}
