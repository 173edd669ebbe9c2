//! Which settings hold for a file: those of the nearest folder above it that has some.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Config, read};
use crate::input::{Failure, text};

/// Far more than anybody writes.
const MOST_BYTES: usize = 1_000_000;

/// The settings of folders, each file read once.
#[derive(Debug)]
pub(in super::super) struct Configs {
    /// Where one holds for all files.
    fixed: Option<Arc<Config>>,
    by_folder: BTreeMap<PathBuf, Arc<Config>>,
}

impl Configs {
    /// What settings are called.
    pub(in super::super) const NAME: &str = "sayso.toml";

    /// Those found above each file; or of one file; or none.
    pub(in super::super) fn new(file: Option<&str>, none: bool) -> Result<Self, Failure> {
        let fixed = match file {
            Some(file) => Some(Arc::new(load(Path::new(file))?)),
            None => none.then(Arc::default),
        };
        Ok(Self { fixed, by_folder: BTreeMap::new() })
    }

    /// The settings for what is in `folder`, an absolute path.
    pub(in super::super) fn of(&mut self, folder: &Path) -> Result<Arc<Config>, Failure> {
        if let Some(fixed) = &self.fixed {
            return Ok(Arc::clone(fixed));
        }
        let mut passed = Vec::new();
        let mut found = None;
        for folder in folder.ancestors() {
            if let Some(known) = self.by_folder.get(folder) {
                found = Some(Arc::clone(known));
                break;
            }
            passed.push(folder.to_owned());
            let file = folder.join(Self::NAME);
            if file.is_file() {
                found = Some(Arc::new(load(&file)?));
                break;
            }
        }
        let config = found.unwrap_or_default();
        self.by_folder.extend(passed.into_iter().map(|folder| (folder, Arc::clone(&config))));
        Ok(config)
    }
}

fn load(file: &Path) -> Result<Config, Failure> {
    let source = text::read(&super::super::paths::shown(file), MOST_BYTES)?;
    let absolute = super::super::paths::absolute(file);
    let folder = absolute.parent().unwrap_or(Path::new("/"));
    Ok(read::read(&source, folder)?)
}
