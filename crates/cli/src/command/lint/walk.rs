//! The files to look at: those named, and what folders hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use super::config::{Config, Configs};
use super::paths;
use crate::input::{Failure, text};

/// What the names of files with policies end with.
const ENDINGS: [&str; 6] = [".json", ".yaml", ".yml", ".tf", ".tofu", ".template"];

/// A file to look at.
#[derive(Debug)]
pub(super) struct Candidate {
    /// As shown.
    pub(super) name: String,
    pub(super) absolute: PathBuf,
    pub(super) config: Arc<Config>,
    /// Whether the user named it.
    pub(super) is_named: bool,
}

/// The files found, and why others were not.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// In the order given, sorted within a folder; none twice.
    pub(super) files: Vec<Candidate>,
    pub(super) faults: Vec<Failure>,
    seen: BTreeSet<PathBuf>,
}

impl Candidates {
    /// One file, whatever it is.
    pub(super) fn only(file: Candidate) -> Self {
        Self { files: vec![file], ..Self::default() }
    }

    /// Finds what `paths` stand for. Where they come from a hook, a file that is named is one among many: it is
    /// looked at as if it had been found in its folder.
    pub(super) fn find(paths: &[String], configs: &mut Configs, from_hook: bool) -> Result<Self, Failure> {
        let mut found = Self::default();
        for path in paths {
            let path = path.strip_prefix("file://").unwrap_or(path);
            match fs::metadata(path) {
                Ok(metadata) if metadata.is_dir() => found.walk(path, configs)?,
                Ok(_) => found.add(Path::new(path), configs, !from_hook)?,
                Err(error) => found.fault(format!("cannot read `{path}`: {}", text::reason(&error))),
            }
        }
        Ok(found)
    }

    fn walk(&mut self, folder: &str, configs: &mut Configs) -> Result<(), Failure> {
        let mut walk = WalkBuilder::new(folder);
        walk.sort_by_file_path(Path::cmp);
        for entry in walk.build() {
            match entry {
                Ok(entry) => {
                    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                    if is_file && ends_well(entry.path()) {
                        self.add(entry.path(), configs, false)?;
                    }
                }
                Err(error) => self.fault(format!("cannot read a folder: {error}")),
            }
        }
        Ok(())
    }

    fn add(&mut self, path: &Path, configs: &mut Configs, is_named: bool) -> Result<(), Failure> {
        let absolute = paths::absolute(path);
        let config = configs.of(absolute.parent().unwrap_or(Path::new("/")))?;
        let is_excluded = !is_named && config.excludes(relative(&absolute, &config));
        if !is_excluded && self.seen.insert(absolute.clone()) {
            self.files.push(Candidate { name: paths::shown(path), absolute, config, is_named });
        }
        Ok(())
    }

    fn fault(&mut self, message: String) {
        self.faults.push(Failure::Message(message));
    }
}

/// The path from the settings' folder; none for a file outside of it.
pub(super) fn relative<'p>(absolute: &'p Path, config: &Config) -> Option<&'p Path> {
    absolute.strip_prefix(config.folder.as_deref()?).ok()
}

fn ends_well(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}
