//! One finding, with everything that anybody needs to check it.

use sayso::account::{Entity, Place};

use super::code::{Code, Severity};
use crate::command::lint::fingerprint::Hash;

/// A finding of an audit.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) code: &'static Code,
    pub(crate) account: String,
    /// The ARN of whom or what it is about.
    pub(crate) subject: String,
    /// The policy, as people call it.
    pub(crate) policy: Option<String>,
    pub(crate) message: String,
    pub(crate) place: Place,
    pub(crate) evidence: Vec<Evidence>,
    /// What tells it from others of the same code, subject and policy.
    key: String,
}

/// A fact that shows it.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    pub(crate) text: String,
    pub(crate) place: Option<Place>,
}

impl Evidence {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), place: None }
    }

    pub(crate) fn at(text: impl Into<String>, place: Place) -> Self {
        Self { text: text.into(), place: Some(place) }
    }
}

impl Finding {
    pub(crate) fn new(code: &'static Code, subject: &str, message: impl Into<String>, place: Place) -> Self {
        let account = subject.split(':').nth(4).unwrap_or_default().to_owned();
        let (policy, evidence, key) = (None, Vec::new(), String::new());
        let (subject, message) = (subject.to_owned(), message.into());
        Self { code, account, subject, policy, message, place, evidence, key }
    }

    pub(crate) fn of(code: &'static Code, entity: &Entity, message: impl Into<String>) -> Self {
        Self::new(code, &entity.arn, message, entity.place.clone())
    }

    pub(crate) fn policy(mut self, name: impl Into<String>) -> Self {
        self.policy = Some(name.into());
        self
    }

    pub(crate) fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    pub(crate) fn evidence(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(evidence);
        self
    }

    pub(crate) fn severity(&self) -> Severity {
        self.code.severity
    }

    /// What it is recognised by in later runs: not its place, nor how long ago anything was.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hash = Hash::default();
        for part in [self.code.name, &self.subject, self.policy.as_deref().unwrap_or_default(), &self.key] {
            hash.part(part);
        }
        hash.text()
    }
}
