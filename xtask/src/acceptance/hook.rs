//! The hook in a repository, run by pre-commit as its users run it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context as _, Result, ensure};

use super::binary::Binary;
use super::venv::Venv;
use crate::repository;

const PRE_COMMIT: [&str; 1] = ["pre-commit==4.7.0"];
const BAD: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:HeadObject"],
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
"#;
const TEST: &str = "
principal: arn:aws:iam::111122223333:user/ana
policies: {identity: policy.json}
tests:
  - {name: reads reports, action: 's3:GetObject', resource: 'arn:aws:s3:::reports/q3.csv', expected: allowed}
";

/// The commit that is checked out is what pre-commit clones: changes that are not committed are not looked at.
pub(super) fn run(_: &Binary) -> Result<()> {
    let pre_commit = Venv::with("pre-commit", &PRE_COMMIT)?;
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let revision = git(repository(), &["rev-parse", "HEAD"])?;
    git(folder, &["init", "--quiet"])?;
    let config = format!(
        "repos:\n  - repo: {}\n    rev: {}\n    hooks:\n      - id: sayso-lint\n      - id: sayso-test\n",
        repository().display(),
        String::from_utf8(revision.stdout)?.trim()
    );
    fs::write(folder.join(".pre-commit-config.yaml"), config)?;
    fs::write(folder.join("policy.json"), BAD)?;
    fs::write(folder.join("policy.test.yaml"), TEST)?;
    git(folder, &["add", "--all"])?;

    let refused = hooks(&pre_commit, folder)?;
    let said = String::from_utf8_lossy(&refused.stdout);
    ensure!(!refused.status.success(), "the hook lets a bad policy pass:\n{said}");
    ensure!(said.contains("policy.json:6:18") && said.contains("INVALID_ACTION"), "no place in\n{said}");
    ensure!(said.contains("0 passed, 1 failed"), "the policy's test does not fail:\n{said}");

    fs::write(folder.join("policy.json"), BAD.replace("HeadObject", "GetObject"))?;
    git(folder, &["add", "--all"])?;
    let passed = hooks(&pre_commit, folder)?;
    let said = String::from_utf8_lossy(&passed.stdout);
    ensure!(passed.status.success(), "the hook refuses a good policy:\n{said}");
    println!("a bad policy is blocked at its line and by its test, a good one passes");
    Ok(())
}

fn hooks(pre_commit: &Venv, folder: &Path) -> Result<Output> {
    let below = repository().join("target");
    pre_commit
        .command("pre-commit")
        .args(["run", "--all-files", "--color", "never"])
        .env("PRE_COMMIT_HOME", below.join("acceptance/pre-commit-home"))
        // What the tests have compiled is not compiled again, nor the rest optimised as for a release.
        .env("CARGO_TARGET_DIR", &below)
        .env("MATURIN_PEP517_ARGS", "--profile=dev")
        .current_dir(folder)
        .output()
        .context("pre-commit does not start")
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output> {
    let output = Command::new("git").args(arguments).current_dir(folder).output();
    let output = output.context("git does not start")?;
    ensure!(
        output.status.success(),
        "git {}: {}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(output)
}
