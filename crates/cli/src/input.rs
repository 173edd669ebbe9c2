//! Reading: files within their limits, standard input, managed policies by name.

pub(crate) mod account;
pub(crate) mod cases;
pub(crate) mod context;
pub(crate) mod credential_report;
pub(crate) mod csv;
pub(crate) mod files;
pub(crate) mod found;
pub(crate) mod last_accessed;
pub(crate) mod loader;
pub(crate) mod nearest;
pub(crate) mod scenario;
pub(crate) mod text;
pub(crate) mod time;
pub(crate) mod trail;
pub(crate) mod yaml;

use sayso::Diagnostic;

/// Why an input can't be used; every one of them ends with exit code 2.
#[derive(Debug)]
pub enum Failure {
    /// Faults with a place in a text.
    Faults(Vec<Diagnostic>),
    /// Anything else: a file that is not there, a flag that contradicts another.
    Message(String),
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Faults(vec![diagnostic])
    }
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self::Faults(diagnostics)
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Message(message)
    }
}
