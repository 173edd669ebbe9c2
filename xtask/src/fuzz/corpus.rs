//! From the scratch corpus to the committed one: what adds coverage, and no more than is good to carry.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::Target;

/// Committed files of one target, and bytes of all of them.
const MOST_FILES: usize = 300;
const MOST_BYTES: u64 = 300_000;

/// The accounts that anything committed may name.
const ACCOUNTS: [&str; 3] = ["111122223333", "123456789012", "444455556666"];

/// Replaces the committed corpus by a few inputs of both corpora that together reach every edge reached.
/// Where these are too many to carry, the longest stay, which reach most.
pub(super) fn minimise(target: &Target) -> Result<()> {
    let merged = tempfile::tempdir()?;
    let mut command = Command::new(&target.binary);
    command.args(["-set_cover_merge=1", "-use_counters=0", "-timeout=10", "-rss_limit_mb=2048"]);
    command.arg(format!("-max_len={}", target.longest()));
    command.arg(merged.path()).args([&target.corpus, &target.scratch]);
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !status.with_context(|| format!("start {}", target.binary.display()))?.success() {
        bail!("the corpora of {} don't merge: run it first", target.name);
    }
    let mut inputs: Vec<(u64, PathBuf)> = Vec::new();
    for entry in fs::read_dir(merged.path())? {
        let entry = entry?;
        if !names_an_account(&fs::read(entry.path())?) {
            inputs.push((entry.metadata()?.len(), entry.path()));
        }
    }
    inputs.sort_by(|one, other| other.cmp(one));
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
        "{}: {} of {all} inputs that together reach all, {} bytes",
        target.name,
        inputs.len(),
        bytes.min(MOST_BYTES)
    );
    Ok(())
}

/// Whether an input holds what could be the id of somebody's account.
fn names_an_account(input: &[u8]) -> bool {
    let runs = input.split(|byte| !byte.is_ascii_digit());
    runs.filter(|run| run.len() == 12).any(|run| ACCOUNTS.iter().all(|own| own.as_bytes() != run))
}
