//! `sayso catalog version`.

use serde::Serialize;

use super::Format;
use super::data::Data;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    data: &'static str,
    date: String,
    source: String,
    entries: String,
}

pub(super) fn print(data: &Data<'_>, format: Format) {
    let reference = &data.reference();
    let actions: usize = reference.services().map(|service| service.actions().len()).sum();
    let parts = [
        Part {
            data: "service reference",
            date: reference.data_date().to_owned(),
            source: reference.source().to_owned(),
            entries: format!("{} services, {actions} actions", reference.services().len()),
        },
        Part {
            data: "managed policies",
            date: data.policies.data_date().to_owned(),
            source: data.policies.source().to_owned(),
            entries: format!("{} policies", data.policies.len()),
        },
    ];
    format.print(&parts, |parts| {
        let line = |part: &Part| {
            format!("{:17}  {}  {}\n  from {}\n", part.data, part.date, part.entries, part.source)
        };
        parts.iter().map(line).collect::<Vec<_>>().concat()
    });
}
