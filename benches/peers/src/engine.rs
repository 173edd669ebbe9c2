//! What the bench asks of an engine, wherever it runs.

use std::time::Duration;

use anyhow::Result;
use sayso::Decision;

/// The policies of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PolicyName {
    P1,
    P30,
}

/// Whether turning plain strings into the engine's request type counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Counted,
    Prepared,
}

/// What is timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// P1 and the request that it allows.
    P1(Form),
    /// P30 and every request, by turns.
    P30(Form),
    /// P30 from text to what the engine evaluates.
    Parse,
}

impl Task {
    pub(crate) const ALL: [Self; 5] = [
        Self::P1(Form::Counted),
        Self::P1(Form::Prepared),
        Self::P30(Form::Counted),
        Self::P30(Form::Prepared),
        Self::Parse,
    ];

    /// Its name in the JSON and in messages to other processes.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::P1(Form::Counted) => "p1_counted",
            Self::P1(Form::Prepared) => "p1_prepared",
            Self::P30(Form::Counted) => "p30_counted",
            Self::P30(Form::Prepared) => "p30_prepared",
            Self::Parse => "parse",
        }
    }
}

impl PolicyName {
    pub(crate) const ALL: [Self; 2] = [Self::P1, Self::P30];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::P1 => "P1",
            Self::P30 => "P30",
        }
    }
}

/// An engine, or one entry of an engine: a row of the table.
pub(crate) trait Engine {
    fn name(&self) -> &'static str;

    fn version(&self) -> &str;

    /// What a reader of the table has to know of this row.
    fn remarks(&self) -> &'static [&'static str];

    /// The decision of every request; `None` where the engine gives no decision.
    fn decisions(&mut self, policy: PolicyName) -> Result<Vec<Option<Decision>>>;

    /// How long so many passes take: of one request with P1, of all requests with P30.
    fn time(&mut self, task: Task, passes: u32) -> Result<Duration>;
}
