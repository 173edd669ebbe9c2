//! The credential report of an account: CSV as the console hands it out, or the JSON of the API around it.

mod row;
#[cfg(test)]
mod tests;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use sayso::json::{self, Value};
use sayso::{Diagnostic, Limits, Source, Span};

use super::csv;
use row::Columns;

/// The name of the root user's row.
const ROOT: &str = "<root_account>";

/// What is known of each user's credentials, and what could not be read.
#[derive(Debug)]
pub(crate) struct CredentialReport {
    pub(crate) users: Vec<Credentials>,
    pub(crate) faults: Vec<Diagnostic>,
}

/// A row of the report. What its columns do not say is `None`.
#[derive(Debug)]
pub(crate) struct Credentials {
    pub(crate) source: Source,
    /// Of the row.
    pub(crate) span: Span,
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) created: Option<DateTime<Utc>>,
    pub(crate) has_password: Option<bool>,
    pub(crate) password_used: Last,
    pub(crate) password_changed: Last,
    pub(crate) has_mfa: Option<bool>,
    pub(crate) keys: Vec<AccessKey>,
    /// Whether a signing certificate is active.
    pub(crate) has_certificate: Option<bool>,
}

/// An access key that is active.
#[derive(Debug)]
pub(crate) struct AccessKey {
    /// 1 or 2.
    pub(crate) number: u32,
    pub(crate) rotated: Last,
    pub(crate) used: Last,
    /// The service that it was used for last.
    pub(crate) service: Option<String>,
}

/// When something happened last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Last {
    At(DateTime<Utc>),
    Never,
    /// The report does not say.
    Unknown,
}

impl Credentials {
    pub(crate) fn is_root(&self) -> bool {
        self.name == ROOT
    }
}

/// Reads a report; the rest where something is wrong with a part of it.
pub(crate) fn read(source: &Source) -> CredentialReport {
    let mut report = CredentialReport { users: Vec::new(), faults: Vec::new() };
    let source = match content(source) {
        Ok(source) => source,
        Err(fault) => {
            report.faults.push(fault);
            return report;
        }
    };
    let mut records = csv::records(source.text());
    let Some(header) = records.next() else {
        let fault =
            Diagnostic::error("INVALID_CREDENTIAL_REPORT", &source, Span::at(0), "the report is empty");
        report.faults.push(fault);
        return report;
    };
    let Some(columns) = Columns::of(&header, &source, &mut report.faults) else { return report };
    for record in records {
        if let Some(credentials) = row::credentials(&columns, &record, &source, &mut report.faults) {
            report.users.push(credentials);
        }
    }
    report
}

/// The CSV, out of what `aws iam get-credential-report` prints where it is that.
fn content(source: &Source) -> Result<Source, Diagnostic> {
    if !source.text().trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return Ok(source.clone());
    }
    let node = json::parse(source, &Limits { bytes: source.text().len(), ..Limits::default() })?;
    let Value::Object(members) = &node.value else { return Ok(source.clone()) };
    let fault = |span, message: &str| Diagnostic::error("INVALID_CREDENTIAL_REPORT", source, span, message);
    let Some(content) = members.iter().find(|member| member.key.value == "Content") else {
        return Err(fault(Span::at(node.span.start as usize), "the object has no `Content`")
            .help("give what `aws iam get-credential-report` prints, or the CSV in it"));
    };
    let place = content.value.span;
    let Value::String(text) = &content.value.value else {
        return Err(fault(place, "`Content` is no string"));
    };
    // AWS's CLI breaks no lines, other tools do.
    let text: String = text.split_whitespace().collect();
    let bytes = STANDARD.decode(text).map_err(|_| fault(place, "`Content` is no Base64"))?;
    Source::from_bytes(format!("{}#Content", source.name()), bytes)
}
