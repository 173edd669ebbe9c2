//! Policies by reference: a file, or `managed:NAME`.

use std::path::PathBuf;

use sayso::Source;
use sayso::case::{LoadError, PolicyLoader};
use sayso_catalog::ManagedPolicies;

use super::{Failure, text};

/// Finds what cases and flags name.
#[derive(Debug, Clone)]
pub(crate) struct Loader {
    /// The folder that relative paths start from; empty for the current one.
    pub(crate) folder: PathBuf,
    /// The largest document accepted.
    pub(crate) max_bytes: usize,
}

impl Loader {
    /// The text that `reference` names.
    pub(crate) fn source(&self, reference: &str) -> Result<Source, Failure> {
        if let Some(name) = reference.strip_prefix("managed:") {
            return managed(name).map_err(Failure::Message);
        }
        let path = reference.strip_prefix("file://").unwrap_or(reference);
        if path == "-" || self.folder.as_os_str().is_empty() {
            return text::read(path, self.max_bytes);
        }
        text::read(&self.folder.join(path).to_string_lossy(), self.max_bytes)
    }
}

impl PolicyLoader for Loader {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        self.source(reference).map_err(|failure| match failure {
            Failure::Message(message) => LoadError::Missing(message),
            Failure::Faults(diagnostics) => match diagnostics.into_iter().next() {
                Some(diagnostic) => LoadError::Unreadable(diagnostic),
                None => LoadError::Missing(format!("cannot read `{reference}`")),
            },
        })
    }

    fn arn(&self, reference: &str) -> Option<String> {
        let name = reference.strip_prefix("managed:")?;
        ManagedPolicies::embedded().find(name).map(|policy| policy.arn())
    }
}

/// The document of an AWS managed policy, by name or ARN.
pub(crate) fn managed(name_or_arn: &str) -> Result<Source, String> {
    let policies = ManagedPolicies::embedded();
    match policies.find(name_or_arn) {
        Some(policy) => Ok(Source::new(format!("managed:{}", policy.name()), policy.document_json())),
        None => {
            let hint = policies.suggest(name_or_arn).map(|name| format!("; did you mean `{name}`?"));
            Err(format!(
                "no AWS managed policy is named `{name_or_arn}` in the data of {}{}",
                policies.data_date(),
                hint.unwrap_or_default()
            ))
        }
    }
}
