//! The command line as its users have it: the release build.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context as _, Result, ensure};

use crate::repository;
use crate::test::cargo;

/// The built `sayso`.
pub(crate) struct Binary(PathBuf);

impl Binary {
    pub(crate) fn build() -> Result<Self> {
        let mut command = cargo();
        command.args(["build", "--release", "--quiet", "--package", "sayso-cli", "--message-format", "json"]);
        let built = command.current_dir(repository()).output().context("cargo does not start")?;
        ensure!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let messages = String::from_utf8(built.stdout)?;
        let executable = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .filter_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?)))
            .next_back();
        executable.map(Self).context("cargo names no executable")
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Starts it in `folder`.
    pub(crate) fn run(&self, folder: &Path, arguments: &[&str]) -> Result<Output> {
        Command::new(&self.0).args(arguments).current_dir(folder).output().context("sayso does not start")
    }
}
