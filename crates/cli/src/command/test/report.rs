//! What came of the tests, for the renderers.

use sayso::mutate::Survey;
use sayso::{Decision, Effect, Expected};

use super::coverage::CoverageReport;
use crate::input::Failure;

/// All files, in the order in which they ran.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) files: Vec<FileReport>,
    /// Where `--coverage` asks for it.
    pub(crate) coverage: Option<CoverageReport>,
    /// Where `--mutate` asks for it.
    pub(crate) mutation: Option<Survey>,
}

/// One file's tests.
#[derive(Debug)]
pub(crate) struct FileReport {
    /// Its path as given or found.
    pub(crate) name: String,
    pub(crate) tests: Vec<TestReport>,
    pub(crate) unreadable: Vec<Unreadable>,
}

/// A case that could not be run, or a file that could not be read.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) id: Option<String>,
    pub(crate) why: Failure,
}

/// A place that a person can find.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One case that ran.
#[derive(Debug)]
pub(crate) struct TestReport {
    pub(crate) id: String,
    pub(crate) description: Option<String>,
    pub(crate) place: Place,
    /// Why it failed, if it did.
    pub(crate) failure: Option<Box<TestFailure>>,
}

/// What came instead of what was expected.
#[derive(Debug)]
pub(crate) struct TestFailure {
    pub(crate) expected: Expected,
    /// The `Sid` that should have decided.
    pub(crate) sid: Option<String>,
    /// Whether any statement has that `Sid`.
    pub(crate) sid_exists: bool,
    pub(crate) actual: Decision,
    pub(crate) reason: Reason,
}

/// What a decision rests on.
#[derive(Debug)]
pub(crate) enum Reason {
    /// On this statement, and on so many others just as well.
    Statement { decider: Decider, others: usize },
    /// On these layers, which had to allow and were silent, and on what prevents the call besides.
    Silence { layers: Vec<String>, obstacles: Vec<&'static str> },
    /// On who the caller is.
    Nothing,
}

/// A statement that decided.
#[derive(Debug)]
pub(crate) struct Decider {
    pub(crate) sid: Option<String>,
    pub(crate) effect: Effect,
    /// The part its policy plays: `permissions boundary`.
    pub(crate) layer: String,
    pub(crate) policy: String,
    pub(crate) place: Place,
    /// Its lines, styled for a terminal.
    pub(crate) snippet: Option<String>,
}

impl Report {
    /// The tests of all files.
    pub(crate) fn tests(&self) -> impl Iterator<Item = &TestReport> {
        self.files.iter().flat_map(|file| &file.tests)
    }

    /// The failures with their tests.
    pub(crate) fn failures(&self) -> impl Iterator<Item = (&TestReport, &TestFailure)> {
        self.tests().filter_map(|test| Some((test, test.failure.as_deref()?)))
    }

    /// What could not be read, with the file's name.
    pub(crate) fn unreadable(&self) -> impl Iterator<Item = (&str, &Unreadable)> {
        self.files.iter().flat_map(|file| file.unreadable.iter().map(|it| (file.name.as_str(), it)))
    }
}
