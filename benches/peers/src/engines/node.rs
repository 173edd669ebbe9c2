//! A Node process that answers a line of JSON with a line of JSON.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use tempfile::TempDir;

/// A script beside the packages that it imports, in a directory that goes with it.
pub(crate) struct Node {
    child: Child,
    /// `None` once it has been told to end.
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    _directory: TempDir,
}

impl Node {
    /// Fetches `package` with npm and starts `script`.
    pub(crate) fn start(package: &str, script: &str) -> Result<Self> {
        version()?;
        let directory = TempDir::new()?;
        install(package, directory.path())?;
        fs::write(directory.path().join("script.mjs"), script)?;
        let mut child = Command::new("node")
            .arg("script.mjs")
            .current_dir(directory.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("node does not start")?;
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().context("node has no output")?);
        Ok(Self { child, input, output, _directory: directory })
    }

    /// Says `message` and waits for the answer.
    pub(crate) fn ask(&mut self, message: &Value) -> Result<Value> {
        let input = self.input.as_mut().context("node has no input")?;
        writeln!(input, "{message}")?;
        let mut line = String::new();
        if self.output.read_line(&mut line)? == 0 {
            bail!("node ended early");
        }
        let answer: Value = serde_json::from_str(&line)?;
        match answer.get("error") {
            Some(error) => bail!("node: {error}"),
            None => Ok(answer),
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.wait();
    }
}

/// The version of the Node that would run.
pub(crate) fn version() -> Result<String> {
    let output = Command::new("node").arg("--version").output().context("no `node` on the path")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn install(package: &str, directory: &Path) -> Result<()> {
    // Without a manifest of its own, npm would look for one in the directories above.
    fs::write(directory.join("package.json"), "{}")?;
    let output = Command::new("npm")
        .args(["install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"])
        .args(["--fetch-retries", "1", package])
        .current_dir(directory)
        .stdin(Stdio::null())
        .output()
        .context("no `npm` on the path")?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        let why = text.lines().find(|line| line.starts_with("npm error")).unwrap_or("npm gives no reason");
        bail!("npm can't fetch {package}: {why}");
    }
    Ok(())
}
