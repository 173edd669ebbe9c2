//! Node and npm, in the page's folder.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::folder;

/// What package-lock.json names, and nothing else.
pub(super) fn install() -> Result<()> {
    start(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel", "error"]))
}

pub(super) fn run(script: &str) -> Result<()> {
    start(Command::new("npm").args(["run", "--silent", script]))
}

pub(super) fn node(arguments: &[&str]) -> Result<()> {
    start(Command::new("node").args(arguments))
}

fn start(command: &mut Command) -> Result<()> {
    let status = command.current_dir(folder()).status();
    let status = status.with_context(|| format!("{} does not start", command.get_program().display()))?;
    ensure!(status.success(), "{} {} fails", command.get_program().display(), arguments(command));
    Ok(())
}

fn arguments(command: &Command) -> String {
    command.get_args().map(|argument| argument.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
