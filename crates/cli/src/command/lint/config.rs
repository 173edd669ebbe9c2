//! `sayso.toml`: what a project's policies are held to.

mod find;
mod raw;
mod read;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use sayso::{PolicyType, Severity};
use serde::Deserialize;

use super::select::Selector;
use super::suppress::{Paths, Suppression};

pub(super) use find::Configs;
pub(super) use read::checked_account as account;

/// The settings of a folder and what is below it.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// The folder that its paths start from; none without a file.
    pub(crate) folder: Option<PathBuf>,
    pub(crate) select: Vec<Selector>,
    pub(crate) fail_on: Option<FailOn>,
    pub(crate) exclude: Option<Paths>,
    pub(crate) known_accounts: Vec<String>,
    /// By code.
    pub(crate) severity: BTreeMap<String, Severity>,
    pub(crate) suppressions: Vec<Suppression>,
    /// The types of the policies in some files, in the order written.
    types: Vec<(Paths, PolicyType)>,
}

impl Config {
    /// The type that it gives to policies in the file at `path`, relative to its folder: the last one counts.
    pub(super) fn policy_type(&self, path: Option<&Path>) -> Option<PolicyType> {
        let path = path?;
        self.types.iter().rev().find(|(paths, _)| paths.match_file(path)).map(|(_, it)| *it)
    }

    /// Whether folders are walked past the file at `path`.
    pub(super) fn excludes(&self, path: Option<&Path>) -> bool {
        self.exclude.as_ref().is_some_and(|exclude| path.is_some_and(|path| exclude.match_file(path)))
    }
}

/// The least severity that makes a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FailOn {
    Error,
    #[default]
    SecurityWarning,
    Warning,
    Suggestion,
    Never,
}

impl FailOn {
    pub(super) fn bar(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::SecurityWarning => Some(Severity::SecurityWarning),
            Self::Warning => Some(Severity::Warning),
            Self::Suggestion => Some(Severity::Suggestion),
            Self::Never => None,
        }
    }
}
