//! `sayso simulate`: one question, answered with its reason.

use clap::Args;

use crate::exit::Exit;
use crate::input::Failure;

/// Decide requests against policies
#[derive(Debug, Args)]
pub(crate) struct Simulate {}

pub(crate) fn run(_: &Simulate) -> Result<Exit, Failure> {
    Ok(Exit::Success)
}
