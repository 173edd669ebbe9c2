//! What runs in CI: checked against the published schemas, and its shell steps run here.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::binary::Binary;
use super::venv::Venv;
use crate::repository;

const CHECKERS: [&str; 3] = ["check-jsonschema==0.39.0", "pre-commit==4.7.0", "PyYAML==6.0.3"];
const STEPS: &str = "
import json, sys, yaml
print(json.dumps(yaml.safe_load(open(sys.argv[1]))['runs']['steps']))
";

#[derive(Deserialize)]
struct Step {
    #[serde(default)]
    name: String,
    #[serde(default)]
    run: Option<String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
}

pub(super) fn run(sayso: &Binary) -> Result<()> {
    let checkers = Venv::with("checkers", &CHECKERS)?;
    let action = repository().join("action.yml");
    schema(&checkers, "vendor.github-actions", &action)?;
    let mut manifest = checkers.command("pre-commit");
    manifest.arg("validate-manifest").arg(repository().join(".pre-commit-hooks.yaml"));
    ensure!(manifest.status()?.success(), "pre-commit refuses .pre-commit-hooks.yaml");
    written(sayso, &checkers)?;
    steps(&checkers, &action)
}

fn schema(checkers: &Venv, name: &str, file: &Path) -> Result<()> {
    let mut check = checkers.command("check-jsonschema");
    check.args(["--quiet", "--builtin-schema", name]).arg(file);
    ensure!(check.status()?.success(), "{} is not as {name} wants it", file.display());
    Ok(())
}

/// What `sayso init` writes is what the platforms accept.
fn written(sayso: &Binary, checkers: &Venv) -> Result<()> {
    let folder = tempfile::tempdir()?;
    for (what, name) in [("github", "vendor.github-workflows"), ("gitlab", "vendor.gitlab-ci")] {
        let output = sayso.run(folder.path(), &["init", what, "--print"])?;
        ensure!(output.status.success(), "sayso init {what}: {}", String::from_utf8_lossy(&output.stderr));
        let file = folder.path().join(format!("{what}.yml"));
        fs::write(&file, &output.stdout)?;
        schema(checkers, name, &file)?;
    }
    println!("the action, the hooks and what init writes are as their schemas say");
    Ok(())
}

/// The action's own steps, as the runner would start them, in a folder with a bad policy.
fn steps(checkers: &Venv, action: &Path) -> Result<()> {
    let listed = checkers.command("python").args(["-c", STEPS]).arg(action).output()?;
    let steps: Vec<Step> = serde_json::from_slice(&listed.stdout).context("the steps of action.yml")?;
    let folder = tempfile::tempdir()?;
    let bad = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Permit"}}"#;
    fs::write(folder.path().join("bad.json"), bad)?;
    let temp = folder.path().join("runner");
    fs::create_dir(&temp)?;
    let expressions = [
        ("github.action_path", repository().display().to_string()),
        ("runner.temp", temp.display().to_string()),
        ("inputs.paths", ".".to_owned()),
        ("inputs.args", String::new()),
        ("inputs.fail-on", String::new()),
    ];
    let mut said = String::new();
    for step in steps.iter().filter(|step| step.run.is_some()) {
        said = shell(step, folder.path(), &expressions)?;
    }
    ensure!(said.contains("::error file=bad.json,line=1,"), "the last step says\n{said}");
    ensure!(temp.join("sayso.sarif").is_file(), "the action writes no SARIF");
    println!("the action's steps annotate the line and write SARIF");
    Ok(())
}

fn shell(step: &Step, folder: &Path, expressions: &[(&str, String)]) -> Result<String> {
    let (path, output) = (folder.join("runner/path"), folder.join("runner/output"));
    let known = std::env::var("PATH").unwrap_or_default();
    let added = fs::read_to_string(&path).unwrap_or_default().replace('\n', ":");
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run.as_deref().unwrap_or_default()]);
    bash.current_dir(folder).env("PATH", format!("{added}{known}"));
    bash.env("GITHUB_PATH", &path).env("GITHUB_OUTPUT", &output);
    for (name, value) in &step.env {
        let mut value = value.clone();
        for (expression, text) in expressions {
            value = value.replace(&format!("${{{{ {expression} }}}}"), text);
        }
        ensure!(!value.contains("${{"), "`{}`: `{name}` has an expression that is not known here", step.name);
        bash.env(name, value);
    }
    let done = bash.output().context("bash does not start")?;
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let errors = String::from_utf8_lossy(&done.stderr);
    ensure!(matches!(done.status.code(), Some(0 | 1)), "`{}` fails: {said}{errors}", step.name);
    Ok(said)
}
