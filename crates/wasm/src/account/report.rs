//! What there is to say of what was opened.

use std::collections::BTreeMap;

use sayso::account::{Entity, Inventory};
use sayso::{Diagnostic, Source};
use serde::Serialize;

use super::shape::Shape;

/// Faults told of one file.
const MOST_FAULTS: usize = 50;

/// What the files hold.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report {
    files: Vec<File>,
    accounts: Vec<AccountInfo>,
    entities: Vec<EntityInfo>,
    has_organization: bool,
    resource_policies: usize,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct File {
    name: String,
    shape: Shape,
    /// The first of them.
    faults: Vec<FileFault>,
    fault_count: usize,
}

#[derive(Debug, Serialize)]
struct FileFault {
    severity: &'static str,
    message: String,
    line: u32,
    column: u32,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AccountInfo {
    id: String,
    /// Whether the last page of its dump was missing.
    is_truncated: bool,
    /// Whether the organization has it.
    is_member: bool,
}

#[derive(Debug, Serialize)]
struct EntityInfo {
    arn: String,
    kind: &'static str,
    name: String,
    account: String,
    tags: BTreeMap<String, String>,
    /// Policies that it holds, those of its groups included.
    policies: usize,
    /// Policies that its dump names but does not hold.
    missing: Vec<String>,
}

impl From<&Entity> for EntityInfo {
    fn from(entity: &Entity) -> Self {
        Self {
            arn: entity.arn.clone(),
            kind: entity.kind.as_str(),
            name: entity.name.clone(),
            account: entity.account.clone(),
            tags: entity.tags.clone(),
            policies: entity.policies.len(),
            missing: entity.missing.iter().map(ToString::to_string).collect(),
        }
    }
}

pub(super) fn report(files: Vec<File>, inventory: &Inventory) -> Report {
    let organization = inventory.organization();
    let account = |account: &sayso::account::Account| AccountInfo {
        id: account.id.clone(),
        is_truncated: account.is_truncated,
        is_member: organization.is_some_and(|own| own.has(&account.id)),
    };
    Report {
        files,
        accounts: inventory.accounts().map(account).collect(),
        entities: inventory.entities().map(EntityInfo::from).collect(),
        has_organization: organization.is_some(),
        resource_policies: inventory.resource_policies().count(),
    }
}

/// Takes the faults of a file out of those of all.
pub(super) fn told(file: &Source, shape: Shape, faults: &mut Vec<Diagnostic>) -> File {
    let own: Vec<Diagnostic> = faults.extract_if(.., |fault| fault.source.name() == file.name()).collect();
    let fault = |fault: &Diagnostic| {
        let start = fault.source.line_column(fault.span.start);
        let (line, column) = (start.line, start.column);
        FileFault { severity: fault.severity.as_str(), message: fault.message.clone(), line, column }
    };
    let name = file.name().to_owned();
    File { name, shape, faults: own.iter().take(MOST_FAULTS).map(fault).collect(), fault_count: own.len() }
}
