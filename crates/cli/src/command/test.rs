//! `sayso test`: policy unit tests.

use clap::Args;

use crate::exit::Exit;
use crate::input::Failure;

/// Run policy unit tests
#[derive(Debug, Args)]
pub(crate) struct Test {}

pub(crate) fn run(_: &Test) -> Result<Exit, Failure> {
    Ok(Exit::Success)
}
