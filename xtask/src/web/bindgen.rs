//! The JavaScript beside the engine, by web/bindgen: a workspace of its own, since it takes minutes to build.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use super::folder;
use crate::repository;
use crate::test::cargo;

/// `name` is what the files are called.
pub(super) fn write(module: &Path, name: &str, generated: &Path) -> Result<()> {
    check_versions()?;
    let mut command = cargo();
    command.args(["run", "--quiet", "--locked", "--manifest-path"]).arg(folder().join("bindgen/Cargo.toml"));
    command.arg("--target-dir").arg(repository().join("target/bindgen"));
    command.arg("--").arg(module).arg(name).arg(generated);
    ensure!(command.status().context("cargo does not start")?.success(), "wasm-bindgen fails");
    Ok(())
}

/// The crate and the tool have to be of one version: their private format changes with each.
fn check_versions() -> Result<()> {
    let of_engine = locked(&repository().join("Cargo.lock"), "wasm-bindgen")?;
    let of_tool = locked(&folder().join("bindgen/Cargo.lock"), "wasm-bindgen-cli-support")?;
    ensure!(
        of_engine == of_tool,
        "Cargo.lock has wasm-bindgen {of_engine}, web/bindgen/Cargo.lock has wasm-bindgen-cli-support {of_tool}"
    );
    Ok(())
}

fn locked(lock: &Path, package: &str) -> Result<String> {
    let text = fs::read_to_string(lock).with_context(|| lock.display().to_string())?;
    let heading = format!("name = \"{package}\"");
    let mut lines = text.lines().skip_while(|line| *line != heading);
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.map(str::to_owned).with_context(|| format!("{} has no {package}", lock.display()))
}
