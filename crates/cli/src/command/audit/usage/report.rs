//! Last accessed information, put to the principals that it is about.

use std::collections::BTreeMap;
use std::path::Path;

use sayso::account::{Inventory, Place};
use sayso::{Diagnostic, Span};

use super::{Usage, Used};
use crate::input::last_accessed::{self, LastAccessed, in_file_name};
use crate::input::{Failure, files, text};

/// Reports of whole organizations are large.
const MOST_BYTES: usize = 1_000_000_000;

impl Usage {
    /// Reads reports, from files and folders of them; what is wrong with them is told, the rest is kept.
    pub(crate) fn read(paths: &[String], inventory: &Inventory, tell: &mut dyn FnMut(Failure)) -> Self {
        let mut reports = Vec::new();
        let mut all_faults = Vec::new();
        for path in paths {
            let found = files::json_below(path);
            found.faults.into_iter().for_each(|(_, message)| tell(Failure::Message(message)));
            for file in found.files {
                match text::read(&file, MOST_BYTES) {
                    Ok(source) => {
                        let (read, faults) = last_accessed::read(&source);
                        reports.extend(read);
                        all_faults.extend(faults);
                    }
                    Err(fault) => tell(fault),
                }
            }
        }
        let usage = Self::of(inventory, reports, &mut all_faults);
        if !all_faults.is_empty() {
            tell(Failure::Faults(all_faults));
        }
        usage
    }

    /// Finds whom each report is about: by its `Arn`, else by the name of its file. What is about nobody is a fault.
    fn of(inventory: &Inventory, reports: Vec<LastAccessed>, faults: &mut Vec<Diagnostic>) -> Self {
        let by_file: BTreeMap<String, usize> =
            inventory.entities().enumerate().map(|(number, it)| (in_file_name(&it.arn), number)).collect();
        let entities = inventory.all_entities();
        let mut principals = Vec::new();
        for report in reports {
            let entity = match &report.arn {
                Some(arn) => inventory.entity(arn).ok(),
                None => {
                    let stem =
                        Path::new(report.source.name()).file_stem().unwrap_or_default().to_string_lossy();
                    by_file.get(&in_file_name(&stem)).and_then(|number| entities.get(*number))
                }
            };
            match entity {
                Some(entity) => principals.push(Used {
                    arn: entity.arn.clone(),
                    short: entity.short(),
                    place: Place { source: report.source, span: report.span },
                    services: report.services,
                }),
                None => faults.push(nobody(&report)),
            }
        }
        principals.sort_by(|one, other| one.arn.cmp(&other.arn));
        Self { principals, trail: None }
    }
}

fn nobody(report: &LastAccessed) -> Diagnostic {
    let message = match &report.arn {
        Some(arn) => format!("no principal of the accounts is `{arn}`"),
        None => "neither `Arn` nor the name of the file says whom this is about".to_owned(),
    };
    let place = Span::at(report.span.start as usize);
    Diagnostic::error("UNKNOWN_PRINCIPAL", &report.source, place, message)
        .help("name the file after the ARN with `_` for every sign, or add `\"Arn\"`")
}
