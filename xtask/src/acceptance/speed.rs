//! One policy, and a thousand, against parliament on the same files in the same run.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use sayso_catalog::ManagedPolicies;

use super::binary::Binary;
use super::venv::Venv;
use crate::repository;

/// parliament imports `pkg_resources`, which newer setuptools lack.
const PARLIAMENT: [&str; 2] = ["parliament==1.6.4", "setuptools==80.9.0"];
/// One file, whole process.
const MOST: Duration = Duration::from_millis(10);
/// parliament crashes on these, and prints nothing for a folder that has one.
const CRASHES: [&str; 2] =
    ["SageMakerStudioProjectUserRolePolicy", "SageMakerStudioEMRContainersSystemNamespaceRolePolicy"];

pub(super) fn run(sayso: &Binary) -> Result<()> {
    let parliament = Venv::with("parliament", &PARLIAMENT)?;
    let folder = tempfile::tempdir()?;
    write_policies(folder.path(), 1_000)?;
    let one = folder.path().join("AmazonS3ReadOnlyAccess.json");

    let ours = best(9, || lint(sayso, &one))?;
    // `--file` is refused where the input is no terminal.
    let theirs = best(3, || {
        let mut command = parliament.command("parliament");
        command.arg("--files").arg(&one);
        command
    })?;
    println!("one file: sayso {ours:.1?}, parliament {theirs:.0?}, {:.0} times", ratio(theirs, ours));
    ensure!(ratio(theirs, ours) >= 20.0, "less than 20 times faster on one file");
    ensure!(ours <= MOST, "one file takes {ours:?}, more than {MOST:?}");

    let ours = best(5, || lint(sayso, folder.path()))?;
    let theirs = best(2, || {
        let mut command = parliament.command("parliament");
        command.arg("--directory").arg(folder.path()).arg("--json");
        command
    })?;
    println!("1,000 files: sayso {ours:.0?}, parliament {theirs:.0?}, {:.0} times", ratio(theirs, ours));
    ensure!(ratio(theirs, ours) >= 10.0, "less than 10 times faster on 1,000 files");
    Ok(())
}

fn lint(sayso: &Binary, path: &Path) -> Command {
    let mut command = Command::new(sayso.path());
    command.args(["lint", "--no-config", "--format", "concise"]).arg(path);
    command
}

/// The fastest of `runs` runs: what another process took of the machine is no part of it.
pub(super) fn best(runs: usize, command: impl Fn() -> Command) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..runs {
        let mut command = command();
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status().with_context(|| format!("{command:?} does not start"))?;
        best = best.min(start.elapsed());
        ensure!(matches!(status.code(), Some(0 | 1 | 3)), "{command:?} fails: {status}");
    }
    Ok(best)
}

pub(super) fn ratio(theirs: Duration, ours: Duration) -> f64 {
    theirs.as_secs_f64() / ours.as_secs_f64()
}

/// AWS's managed policies, a file each.
pub(super) fn write_policies(folder: &Path, count: usize) -> Result<()> {
    let packed = fs::read(repository().join("crates/catalog/data/managed-policies.bin"))?;
    let policies = ManagedPolicies::from_bytes(&packed)?;
    let liked = |name: &str| name == "AmazonS3ReadOnlyAccess";
    let mut chosen: Vec<_> = policies.iter().filter(|policy| !CRASHES.contains(&policy.name())).collect();
    chosen.sort_by_key(|policy| !liked(policy.name()));
    for policy in chosen.iter().take(count) {
        fs::write(folder.join(format!("{}.json", policy.name())), policy.document_json())?;
    }
    Ok(())
}
