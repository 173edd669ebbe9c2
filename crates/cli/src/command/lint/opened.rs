//! A text that an editor has open: checked as the file at its path would be in its folder, saved or not.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sayso::{Limits, PolicyType, Source};

use super::baseline::Baseline;
use super::check::{Asked, Subject};
use super::config::{Config, Configs};
use super::report::FileReport;
use super::{paths, walk};
use crate::input::Failure;

/// Where a text is, and the settings that hold there.
#[derive(Debug)]
pub(crate) struct Opened {
    absolute: PathBuf,
    config: Arc<Config>,
}

impl Opened {
    /// Looks for the settings above `path`, each time anew: they may have changed.
    pub(crate) fn at(path: &Path) -> Result<Self, Failure> {
        let absolute = paths::absolute(path);
        let config = Configs::new(None, false)?.of(absolute.parent().unwrap_or(Path::new("/")))?;
        Ok(Self { absolute, config })
    }

    /// The file of the settings, if there is one.
    pub(crate) fn settings(&self) -> Option<PathBuf> {
        self.config.folder.as_ref().map(|folder| folder.join(Configs::NAME))
    }

    /// The type that the settings give to plain policies here.
    pub(crate) fn policy_type(&self) -> Option<PolicyType> {
        self.config.policy_type(self.relative())
    }

    /// What there is to say about the text; nothing where the settings exclude it.
    pub(crate) fn check(&self, source: &Source) -> FileReport {
        let key = paths::key(&self.absolute, self.config.folder.as_deref());
        let asked = Asked {
            policy_type: None,
            select: Vec::new(),
            ignore: Vec::new(),
            fail_on: None,
            known_accounts: Vec::new(),
            limits: Limits::default(),
            baseline: Baseline::default(),
        };
        let subject = Subject {
            asked: &asked,
            config: &self.config,
            name: source.name(),
            path: self.relative(),
            key: &key,
            is_named: false,
        };
        if self.config.excludes(self.relative()) { subject.empty() } else { subject.check(source) }
    }

    fn relative(&self) -> Option<&Path> {
        walk::relative(&self.absolute, &self.config)
    }
}
