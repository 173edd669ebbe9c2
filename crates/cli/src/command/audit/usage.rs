//! Last accessed information, put to the principals that it is about.

use std::collections::BTreeMap;
use std::path::Path;

use sayso::account::{Inventory, Place};
use sayso::{Diagnostic, Span};

use crate::input::last_accessed::{LastAccessed, in_file_name};

/// What principals used, in the order of their ARNs.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    pub(crate) principals: Vec<Used>,
}

/// What one principal used.
#[derive(Debug)]
pub(crate) struct Used {
    pub(crate) arn: String,
    pub(crate) short: String,
    pub(crate) place: Place,
    pub(crate) report: LastAccessed,
}

impl Usage {
    /// Finds whom each report is about: by its `Arn`, else by the name of its file. What is about nobody is a fault.
    pub(crate) fn of(
        inventory: &Inventory,
        reports: Vec<LastAccessed>,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
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
                    place: Place { source: report.source.clone(), span: report.span },
                    report,
                }),
                None => faults.push(nobody(&report)),
            }
        }
        principals.sort_by(|one, other| one.arn.cmp(&other.arn));
        Self { principals }
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
