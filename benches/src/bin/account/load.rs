//! Accounts from the folder that `cargo xtask account` writes.

use std::fs;
use std::path::{Path, PathBuf};

use sayso::account::{Inventory, InventoryBuilder};
use sayso::case::LoadError;
use sayso::{Limits, PolicyLoader, Source};
use sayso_catalog::ManagedPolicies;

/// Reads policies beside the file that names them.
struct Beside(PathBuf);

impl PolicyLoader for Beside {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        let text = fs::read_to_string(self.0.join(reference));
        Ok(Source::new(reference, text.map_err(|error| LoadError::Missing(error.to_string()))?))
    }
}

pub(crate) fn inventory(folder: &Path) -> Result<Inventory, super::Failure> {
    let read = |path: &Path| -> Result<Source, super::Failure> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Source::new(path.display().to_string(), text))
    };
    let mut builder = InventoryBuilder::new(Limits { bytes: 1_000_000_000, ..Limits::default() });
    for entry in fs::read_dir(folder.join("accounts"))? {
        builder.add_dump(&read(&entry?.path())?);
    }
    let (organization, resources) = (folder.join("organization"), folder.join("resources"));
    builder.add_organization(&read(&organization.join("organization.json"))?, &Beside(organization));
    builder.add_resource_policies(&read(&resources.join("resources.json"))?, &Beside(resources));
    let (inventory, faults) = builder.finish(&ManagedPolicies::embedded());
    match faults.first() {
        Some(fault) => Err(fault.to_string().into()),
        None => Ok(inventory),
    }
}
