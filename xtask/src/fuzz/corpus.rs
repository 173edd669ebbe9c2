//! From the scratch corpus to the committed one: what adds coverage, and no more than is good to carry.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::Target;

/// Committed files of one target, and bytes of all of them.
const MOST_FILES: usize = 300;
const MOST_BYTES: u64 = 300_000;

/// Replaces the committed corpus by the inputs of both corpora that add coverage, smallest first: of these
/// the first few hundred reach nearly all that the rest does.
pub(super) fn minimise(target: &Target) -> Result<()> {
    let merged = tempfile::tempdir()?;
    let mut command = Command::new(&target.binary);
    command.args(["-merge=1", "-timeout=10", "-rss_limit_mb=2048"]);
    command.arg(format!("-max_len={}", target.longest()));
    command.arg(merged.path()).args([&target.corpus, &target.scratch]);
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !status.with_context(|| format!("start {}", target.binary.display()))?.success() {
        bail!("the corpora of {} don't merge: run it first", target.name);
    }
    let mut inputs: Vec<(u64, PathBuf)> = Vec::new();
    for entry in fs::read_dir(merged.path())? {
        let entry = entry?;
        inputs.push((entry.metadata()?.len(), entry.path()));
    }
    inputs.sort();
    let all = inputs.len();
    let mut bytes = 0;
    inputs.truncate(MOST_FILES);
    inputs.retain(|(size, _)| {
        bytes += size;
        bytes <= MOST_BYTES
    });
    fs::remove_dir_all(&target.corpus)?;
    fs::create_dir_all(&target.corpus)?;
    for (_, path) in &inputs {
        let name = path.file_name().unwrap_or_default();
        fs::copy(path, target.corpus.join(name))?;
    }
    println!(
        "{}: {} of {all} inputs that add coverage, {} bytes",
        target.name,
        inputs.len(),
        bytes.min(MOST_BYTES)
    );
    Ok(())
}
