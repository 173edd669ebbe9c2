//! The rivals, measured by benches/peers.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use crate::repository;
use crate::test::cargo;

/// What a run found, as far as the pages need it.
#[derive(Deserialize)]
pub(super) struct Results {
    pub(super) machine: Machine,
    pub(super) engines: Vec<Engine>,
    pub(super) left_out: Vec<String>,
    pub(super) requirements: Vec<Requirement>,
    /// Everything, as Markdown with its footnotes.
    pub(super) table: String,
}

#[derive(Deserialize)]
pub(super) struct Machine {
    pub(super) processor: String,
    pub(super) cores: usize,
    pub(super) rustc: String,
    pub(super) node: String,
}

#[derive(Deserialize)]
pub(super) struct Engine {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) measures: Measures,
}

#[derive(Deserialize)]
pub(super) struct Measures {
    pub(super) p1_counted: Measure,
    pub(super) p30_counted: Measure,
    pub(super) parse: Measure,
}

#[derive(Deserialize)]
pub(super) struct Measure {
    pub(super) times_sayso: f64,
}

#[derive(Deserialize)]
pub(super) struct Requirement {
    #[serde(rename = "requirement")]
    pub(super) text: String,
    pub(super) at_least: f64,
    pub(super) measured: Option<f64>,
}

/// Builds and runs the bench; fails unless every requirement holds.
pub(super) fn run() -> Result<Results> {
    let file = tempfile::NamedTempFile::new()?;
    let mut command = cargo();
    command.args(["run", "--release", "--manifest-path", "benches/peers/Cargo.toml", "--"]);
    command.args(["--require", "--json"]).arg(file.path()).current_dir(repository());
    let status = command.status().context("cargo does not start")?;
    ensure!(status.success(), "benches/peers fails: docs/performance.md and README.md stay as they were");
    let text = fs::read_to_string(file.path())?;
    serde_json::from_str(&text).context("benches/peers wrote something else")
}
