//! The CloudFormation templates that cfn-lint is tested with.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::binary::Binary;

/// Fetched, never kept in this repository.
const PACKAGE: &str = "cfn-lint==1.58.0";
/// Where its source package has the templates.
const TEMPLATES: &str = "test/fixtures/templates";

/// The errors in templates that cfn-lint has nothing against, each read by a person: file, line, code, why it is one.
const REVIEWED: [(&str, u64, &str, &str); 5] = [
    (
        "good/functions/sub_needed_custom_excludes.yaml",
        17,
        "VARIABLE_UNSUPPORTED_IN_ELEMENT",
        "another tool is to replace the `${self:…}`; what CloudFormation gets as it stands is refused",
    ),
    ("good/resources/iam/policy.yaml", 29, "INVALID_ARN_PREFIX", "a parameter's name, without `Ref`"),
    ("good/resources/properties/list_duplicates.yaml", 16, "MISSING_STATEMENT", "the trust policy is `{}`"),
    ("good/resources/properties/list_duplicates.yaml", 25, "MISSING_STATEMENT", "the trust policy is `{}`"),
    ("good/resources/properties/list_duplicates.yaml", 37, "MISSING_STATEMENT", "the trust policy is `{}`"),
];

#[derive(Deserialize)]
struct Report {
    findings: Vec<Finding>,
    summary: Value,
}

#[derive(Deserialize)]
struct Finding {
    path: String,
    line: u64,
    code: String,
    severity: String,
}

pub(super) fn run(sayso: &Binary) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let templates = fetch(folder.path())?.join(TEMPLATES);
    lint(sayso, &templates, "bad")?;
    let mut errors = BTreeSet::new();
    for kind in ["good", "quickstart", "public"] {
        let found = lint(sayso, &templates, kind)?.findings.into_iter();
        let found = found.filter(|finding| finding.severity == "error");
        errors.extend(found.map(|finding| (finding.path, finding.line, finding.code)));
    }
    let reviewed: BTreeSet<_> =
        REVIEWED.iter().map(|&(path, line, code, _)| (path.to_owned(), line, code.to_owned())).collect();
    let new: Vec<_> = errors.difference(&reviewed).collect();
    ensure!(new.is_empty(), "errors that nobody has reviewed: {new:#?}");
    let gone: Vec<_> = reviewed.difference(&errors).collect();
    ensure!(gone.is_empty(), "reviewed errors that are found no more: {gone:#?}");
    println!("the errors in good templates are the {} reviewed ones", REVIEWED.len());
    Ok(())
}

/// The unpacked source package.
fn fetch(folder: &Path) -> Result<PathBuf> {
    let status = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"])
        .args(["--no-binary=:all:", "--dest"])
        .arg(folder)
        .arg(PACKAGE)
        .status()
        .context("run python3 -m pip")?;
    ensure!(status.success(), "pip download fails");
    let archive = first_file(folder)?;
    let status = Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(folder).status();
    ensure!(status.context("tar does not start")?.success(), "{} can't be unpacked", archive.display());
    Ok(archive.with_extension("").with_extension(""))
}

fn first_file(folder: &Path) -> Result<PathBuf> {
    let mut entries = fs::read_dir(folder)?.filter_map(Result::ok);
    let archive = entries.find(|entry| entry.file_name().to_string_lossy().ends_with(".tar.gz"));
    Ok(archive.context("no source package was downloaded")?.path())
}

/// Whatever is in the templates, every one is answered: a finding, a note of what is not static, or a fault with its
/// place.
fn lint(sayso: &Binary, templates: &Path, kind: &str) -> Result<Report> {
    let output = sayso.run(templates, &["lint", "--no-config", "--format", "json", kind])?;
    let text = String::from_utf8(output.stdout)?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(matches!(output.status.code(), Some(0..=2)), "{kind}: {}\n{errors}", output.status);
    ensure!(!errors.contains("panicked"), "{kind}: {errors}");
    let report: Report = serde_json::from_str(&text).with_context(|| format!("{kind}: {text}"))?;
    println!("{kind}: {}", report.summary);
    Ok(report)
}
