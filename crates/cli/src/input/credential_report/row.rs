//! The columns of a report, and a row of it.

use std::collections::BTreeMap;

use sayso::{Diagnostic, Source, Span};

use super::super::{csv, time};
use super::{AccessKey, Credentials, Last};

/// Those that are read: a report without one is still of use. Of the others, such as the newer
/// `additional_credentials_info`, nothing is asked.
const READ: [&str; 14] = [
    "user_creation_time",
    "password_enabled",
    "password_last_used",
    "password_last_changed",
    "mfa_active",
    "access_key_1_active",
    "access_key_1_last_rotated",
    "access_key_1_last_used_date",
    "access_key_2_active",
    "access_key_2_last_rotated",
    "access_key_2_last_used_date",
    "cert_1_active",
    "cert_2_active",
    "user",
];

const CODE: &str = "INVALID_CREDENTIAL_REPORT";

/// Where each column stands.
pub(super) struct Columns(BTreeMap<String, usize>);

impl Columns {
    /// `None` where it is no credential report: nobody's name is in it.
    pub(super) fn of(
        header: &csv::Record<'_>,
        source: &Source,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let names = header.iter().enumerate();
        let columns = Self(names.map(|(at, field)| (field.value.trim().to_owned(), at)).collect());
        let first = header.first().map(|field| field.span).unwrap_or_default();
        let place = first.to(header.last().map_or(first, |field| field.span));
        if !columns.0.contains_key("arn") {
            let message = "the first line has no column `arn`: this is no credential report";
            faults.push(Diagnostic::error(CODE, source, place, message));
            return None;
        }
        for missing in READ.iter().filter(|name| !columns.0.contains_key(**name)) {
            let message = format!("the column `{missing}` is missing; nothing is said of it");
            faults.push(Diagnostic::error(CODE, source, place, message));
        }
        Some(columns)
    }
}

/// Reads the fields of one row.
struct Row<'r> {
    columns: &'r Columns,
    record: &'r csv::Record<'r>,
    source: &'r Source,
    faults: &'r mut Vec<Diagnostic>,
    span: Span,
}

/// `None` for a row that names nobody.
pub(super) fn credentials(
    columns: &Columns,
    record: &csv::Record<'_>,
    source: &Source,
    faults: &mut Vec<Diagnostic>,
) -> Option<Credentials> {
    let first = record.first()?.span;
    let span = first.to(record.last().map_or(first, |field| field.span));
    let mut row = Row { columns, record, source, faults, span };
    let arn = row.text("arn").filter(|(arn, _)| arn.starts_with("arn:"));
    let Some((arn, _)) = arn else {
        row.fault(span, "the row has no ARN in the column `arn`".to_owned());
        return None;
    };
    if record.len() < columns.0.len() {
        let message = format!("the row has {} fields; there are {} columns", record.len(), columns.0.len());
        row.fault(span, message);
    }
    let name = row.text("user").map_or_else(|| arn.rsplit('/').next().unwrap_or(arn), |(name, _)| name);
    let created = row.time("user_creation_time");
    let certificates = [row.flag("cert_1_active"), row.flag("cert_2_active")];
    Some(Credentials {
        source: source.clone(),
        span,
        name: name.to_owned(),
        arn: arn.to_owned(),
        created: if let Last::At(time) = created { Some(time) } else { None },
        has_password: row.flag("password_enabled"),
        password_used: row.time("password_last_used"),
        password_changed: row.time("password_last_changed"),
        has_mfa: row.flag("mfa_active"),
        keys: [1, 2].into_iter().filter_map(|number| row.key(number)).collect(),
        has_certificate: if certificates.contains(&Some(true)) { Some(true) } else { certificates[0] },
    })
}

impl<'r> Row<'r> {
    fn text(&self, column: &str) -> Option<(&'r str, Span)> {
        let field = self.record.get(*self.columns.0.get(column)?)?;
        Some((field.value.trim(), field.span))
    }

    fn key(&mut self, number: u32) -> Option<AccessKey> {
        if self.flag(&format!("access_key_{number}_active")) != Some(true) {
            return None;
        }
        let service = self.text(&format!("access_key_{number}_last_used_service"));
        Some(AccessKey {
            number,
            rotated: self.time(&format!("access_key_{number}_last_rotated")),
            used: self.time(&format!("access_key_{number}_last_used_date")),
            service: service.map(|(name, _)| name.to_owned()).filter(|name| !is_nothing(name)),
        })
    }

    /// In any case: reports have `true` and `TRUE`.
    fn flag(&mut self, column: &str) -> Option<bool> {
        let (text, span) = self.text(column)?;
        match text.to_ascii_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ if is_nothing(text) => None,
            _ => {
                self.fault(span, format!("`{column}` is neither `true` nor `false`"));
                None
            }
        }
    }

    fn time(&mut self, column: &str) -> Last {
        match self.text(column) {
            None | Some(("not_supported", _)) => Last::Unknown,
            Some((text, _)) if is_nothing(text) => Last::Never,
            Some((text, span)) => match time::parse(text) {
                Some(time) => Last::At(time),
                None => {
                    self.fault(span, format!("`{column}` is no time"));
                    Last::Unknown
                }
            },
        }
    }

    fn fault(&mut self, span: Span, message: String) {
        let span = if span == Span::default() { self.span } else { span };
        self.faults.push(Diagnostic::error(CODE, self.source, span, message));
    }
}

fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "N/A" | "no_information" | "not_supported")
}
