//! The built-in data, or newer data from files.

use std::fs::File;
use std::io::{self, Read as _};

use sayso_catalog::{CorruptCatalog, ManagedPolicies, PackedServices, ServiceReference};

use crate::input::{Failure, text};

/// The largest file accepted; the built-in ones have less than a megabyte.
const MOST_BYTES: u64 = 64 << 20;

pub(super) struct Data<'a> {
    /// Where a file has some.
    services: Option<PackedServices<'a>>,
    pub(super) policies: ManagedPolicies<'a>,
}

/// A file by its name.
pub(super) type Read<'a> = (&'a str, Vec<u8>);

pub(super) fn read(paths: &[String]) -> Result<Vec<Read<'_>>, Failure> {
    let read = |path: &str| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(MOST_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let files = paths.iter().map(|path| match read(path) {
        Ok(bytes) => Ok((path.as_str(), bytes)),
        Err(error) => Err(Failure::Message(format!("cannot read `{path}`: {}", text::reason(&error)))),
    });
    files.collect()
}

impl<'a> Data<'a> {
    pub(super) fn new(files: &'a [Read<'_>]) -> Result<Self, Failure> {
        let mut data = Self { services: None, policies: ManagedPolicies::embedded() };
        for (path, bytes) in files {
            data.replace(bytes).map_err(|error| Failure::Message(format!("`{path}`: {error}")))?;
        }
        Ok(data)
    }

    pub(super) fn reference(&self) -> ServiceReference<'_> {
        match &self.services {
            Some(services) => services.reference(),
            None => ServiceReference::embedded(),
        }
    }

    /// A file is what its first bytes say.
    fn replace(&mut self, bytes: &'a [u8]) -> Result<(), CorruptCatalog> {
        if bytes.starts_with(b"sayso-managed") {
            self.policies = ManagedPolicies::from_bytes(bytes)?;
        } else {
            self.services = Some(PackedServices::from_bytes(bytes)?);
        }
        Ok(())
    }
}
