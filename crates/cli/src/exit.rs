//! Exit codes, the same for every verb.

use std::process::{ExitCode, Termination};

/// How a run ended, mildest first: of several outcomes the last in this order is the run's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything as asked: 0.
    Success,
    /// An answer depends on unknown facts: 3.
    Depends,
    /// A request was denied, an expectation or test failed: 1.
    Negative,
    /// An input could not be read or understood, or the usage was wrong: 2.
    Invalid,
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Success => 0,
            Self::Negative => 1,
            Self::Invalid => 2,
            Self::Depends => 3,
        })
    }
}
