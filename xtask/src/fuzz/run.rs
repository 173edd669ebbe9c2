//! One target under libFuzzer, and what it printed in a line.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};

use super::{Target, repository};

/// When a run ends.
#[derive(Clone, Copy)]
pub(super) enum Limit {
    Seconds(u64),
    Runs(u64),
}

pub(super) struct Outcome {
    pub(super) line: String,
    /// Whether nothing was found.
    pub(super) held: bool,
}

/// Runs a target to its limit, or to its first finding.
pub(super) fn run(target: &Target, limit: Limit) -> Result<Outcome> {
    let log = repository().join("target/fuzz").join(format!("{}.log", target.name));
    let file = File::create(&log).with_context(|| format!("create {}", log.display()))?;
    let before = files(&target.findings)?;
    let mut command = Command::new(&target.binary);
    command.arg(match limit {
        Limit::Seconds(seconds) => format!("-max_total_time={seconds}"),
        Limit::Runs(runs) => format!("-runs={runs}"),
    });
    // Ten seconds and two gigabytes for one small input are findings, too.
    command.args(["-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"]);
    // Weighing inputs by how rare their features are takes longer than running these targets.
    command.arg("-entropic=0");
    command.arg(format!("-max_len={}", target.longest()));
    command.arg(format!("-artifact_prefix={}/", target.findings.display()));
    command.args(target.dictionary().map(|dictionary| format!("-dict={}", dictionary.display())));
    command.args([&target.scratch, &target.corpus]);
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(file).status();
    let status = status.with_context(|| format!("start {}", target.binary.display()))?;
    let printed = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    let found: Vec<PathBuf> =
        files(&target.findings)?.into_iter().filter(|it| !before.contains(it)).collect();
    let held = status.success() && found.is_empty();
    let mut line = summary(&target.name, &printed);
    if !held {
        line = format!("{line}\n{}", finding(target, &log, &printed, &found));
    }
    Ok(Outcome { line, held })
}

/// `reader: 10000000 executions, 33000/s, coverage 716, corpus 361 inputs of 5226b`
fn summary(name: &str, log: &str) -> String {
    let stat = |name: &str| {
        let mut lines = log.lines().filter_map(|line| line.strip_prefix(name));
        lines.next().map_or("?", str::trim)
    };
    let last = log.lines().rfind(|line| line.starts_with('#') && line.contains(" cov: ")).unwrap_or_default();
    let after = |label: &str| {
        let mut words = last.split_whitespace().skip_while(|word| *word != label).skip(1);
        words.next().unwrap_or("?").to_owned()
    };
    format!(
        "{name}: {} executions, {}/s, coverage {}, corpus {} (inputs/bytes)",
        stat("stat::number_of_executed_units:"),
        stat("stat::average_exec_per_sec:"),
        after("cov:"),
        after("corp:"),
    )
}

/// What was found, and what to do with it.
fn finding(target: &Target, log: &Path, printed: &str, found: &[PathBuf]) -> String {
    // The panic's message, without its backtrace.
    let said = printed.lines().skip_while(|line| !line.contains("panicked at"));
    let said: Vec<&str> = said.take_while(|line| !line.starts_with("note:")).take(6).collect();
    let mut text = format!("{}: FOUND\n{}\n  log: {}", target.name, said.join("\n"), log.display());
    for file in found {
        let (binary, file) = (target.binary.display(), file.display());
        let _ = write!(
            text,
            "\n  input: {file}\n  reproduce: {binary} {file}\n  minimise: {binary} -minimize_crash=1 -runs=100000 {file}\
             \n  then keep it as fuzz/regressions/{}/NAME, which `cargo test -p sayso-fuzz` replays",
            target.name
        );
    }
    text
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}
