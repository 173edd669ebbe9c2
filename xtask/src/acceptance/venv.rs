//! Python packages, installed below target/ by their ordinary client.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::repository;

/// An environment with pinned packages.
pub(crate) struct Venv(PathBuf);

impl Venv {
    /// The environment of this name; made anew where it has other packages.
    pub(crate) fn with(name: &str, packages: &[&str]) -> Result<Self> {
        let folder = repository().join("target/acceptance").join(name);
        let (stamp, wanted) = (folder.join("packages.txt"), packages.join("\n"));
        let venv = Self(folder.clone());
        if fs::read_to_string(&stamp).is_ok_and(|has| has == wanted) {
            return Ok(venv);
        }
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).status();
        ensure!(
            made.context("python3 does not start")?.success(),
            "python3 -m venv fails: install python3-venv"
        );
        let mut pip = venv.command("pip");
        pip.args(["install", "--quiet", "--disable-pip-version-check"]).args(packages);
        ensure!(
            pip.status().context("pip does not start")?.success(),
            "pip fails for {}",
            packages.join(", ")
        );
        fs::write(stamp, wanted)?;
        Ok(venv)
    }

    /// A program of the environment.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.0.join("bin").join(program));
        command.env("PYTHONWARNINGS", "ignore");
        command
    }
}
