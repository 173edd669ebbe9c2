//! `--cases`: many requests from a file or a stream.
use sayso::Limits;

use super::Format;
use crate::exit::Exit;
use crate::input::Failure;

pub(super) fn run(_path: &str, _format: Format, _limits: &Limits) -> Result<Exit, Failure> {
    Ok(Exit::Success)
}
