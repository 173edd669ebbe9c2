//! The engine's data: the catalogue as it is sent, and the managed policies as they are embedded elsewhere.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context as _, Result, ensure};

use crate::repository;
use crate::test::cargo;

pub(super) fn write(generated: &Path) -> Result<()> {
    let data = repository().join("crates/catalog/data");
    let read = |name: &str| fs::read(data.join(name)).with_context(|| format!("{name} can't be read"));
    let mut catalogue = Vec::new();
    for table in sayso_catalog::TABLES {
        catalogue.extend(read(table)?);
        catalogue.push(0);
    }
    catalogue.extend(sayso_catalog::pack(&read("services.bin")?).context("services.bin can't be packed")?);
    fs::write(generated.join("catalogue.bin"), catalogue)?;
    fs::write(generated.join("managed-policies.bin"), read("managed-policies.bin")?)?;
    Ok(())
}

/// What the native engine reports of the vectors, for the page's tests.
pub(super) fn write_vectors(generated: &Path) -> Result<()> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "sayso-wasm", "--example", "reports", "--"]);
    let output =
        command.arg("tests/vectors/decisions.json").current_dir(repository()).stderr(Stdio::inherit());
    let output = output.output().context("cargo does not start")?;
    ensure!(output.status.success(), "the native reports fail");
    fs::write(generated.join("vectors.json"), output.stdout)?;
    Ok(())
}
