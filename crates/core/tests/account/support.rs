//! The sample accounts in tests/accounts.
#![allow(dead_code, reason = "each test uses some")]

use std::fs;
use std::path::PathBuf;

use sayso::account::{Inventory, InventoryBuilder};
use sayso::case::LoadError;
use sayso::{Limits, PolicyLoader, Source};
use sayso_catalog::ManagedPolicies;

pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/accounts/shop")
}

pub(crate) fn file(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

/// Reads policies beside a file of the sample.
struct Folder(&'static str);

impl PolicyLoader for Folder {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        let path = folder().join(self.0).join(reference);
        Ok(Source::new(
            reference,
            fs::read_to_string(path).map_err(|error| LoadError::Missing(error.to_string()))?,
        ))
    }
}

/// An account that `cargo xtask account --principals 30 --policies 12 --seed 3` made, with conditions, denies,
/// boundaries, chains of roles, an organization and policies of resources.
pub(crate) fn made() -> Inventory {
    let folder = folder().join("../made");
    let read = |name: &str| Source::new(name, fs::read_to_string(folder.join(name)).unwrap());
    let mut builder = InventoryBuilder::new(Limits::default());
    for account in ["111122223333", "123456789012", "444455556666"] {
        builder.add_dump(&read(&format!("accounts/{account}.json")));
    }
    builder.add_organization(&read("organization/organization.json"), &Folder("../made/organization"));
    builder.add_resource_policies(&read("resources/resources.json"), &Folder("../made/resources"));
    let (inventory, faults) = builder.finish(&ManagedPolicies::embedded());
    assert!(faults.is_empty(), "{faults:?}");
    inventory
}

/// All files of the sample.
pub(crate) fn shop() -> Vec<(&'static str, String)> {
    let names = [
        "accounts/shop.json",
        "accounts/tools.json",
        "organization/organization.json",
        "resources/resources.json",
    ];
    names.map(|name| (name, file(name))).into()
}

/// What files of the sample make; none of them has a fault.
pub(crate) fn inventory(files: &[(&str, String)]) -> Inventory {
    let mut builder = InventoryBuilder::new(Limits::default());
    for (name, text) in files {
        let source = Source::new(*name, text.as_str());
        match name.split('/').next().unwrap() {
            "organization" => builder.add_organization(&source, &Folder("organization")),
            "resources" => builder.add_resource_policies(&source, &Folder("resources")),
            _ => builder.add_dump(&source),
        }
    }
    let (inventory, faults) = builder.finish(&ManagedPolicies::embedded());
    assert!(faults.is_empty(), "{faults:?}");
    inventory
}
