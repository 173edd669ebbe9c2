//! Counting: each stage under callgrind, with two numbers of passes, so that the difference has no start-up.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context as _, Result, bail, ensure};

use super::table::{Row, Table};
use crate::repository;
use crate::test::cargo;
use crate::toolchain::Toolchain;

/// What runs before the passes that count: whatever is made once.
const WARM_UP: u32 = 1;

/// A stage as the binary lists it.
struct Stage {
    name: String,
    item: String,
    passes: u32,
}

/// Whether this machine can count.
pub(super) fn has_valgrind() -> bool {
    let found =
        Command::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

/// Builds the stages and counts them all, two at a time.
pub(super) fn measure(toolchain: Toolchain) -> Result<Table> {
    let binary = build()?;
    let stages = list(&binary)?;
    println!("counting the instructions of {} stages", stages.len());
    let pending = Mutex::new(stages.iter().enumerate());
    let counted = Mutex::new(Vec::new());
    let next = || pending.lock().ok()?.next();
    thread::scope(|scope| {
        for _ in 0..cores().min(2) {
            scope.spawn(|| {
                while let Some((at, stage)) = next() {
                    let row = count(&binary, stage).with_context(|| format!("cannot count `{}`", stage.name));
                    if let Ok(mut counted) = counted.lock() {
                        counted.push((at, row));
                    }
                }
            });
        }
    });
    let mut counted = counted.into_inner().unwrap_or_default();
    counted.sort_by_key(|(at, _)| *at);
    Ok(Table { toolchain, rows: counted.into_iter().map(|(_, row)| row).collect::<Result<_>>()? })
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Builds the binary that runs a stage; where it is.
fn build() -> Result<PathBuf> {
    let mut command = cargo();
    command.args(["build", "--release", "--package", "sayso-benches", "--bin", "instructions"]);
    command.args(["--message-format", "json-render-diagnostics"]).current_dir(repository());
    let output = command.stderr(Stdio::inherit()).output().context("cargo does not start")?;
    ensure!(output.status.success(), "the stages do not build");
    // Cargo alone knows its target directory.
    let text = String::from_utf8_lossy(&output.stdout);
    let messages = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut binaries = messages.filter_map(|message| Some(message.get("executable")?.as_str()?.into()));
    binaries.next_back().context("cargo names no binary")
}

fn list(binary: &Path) -> Result<Vec<Stage>> {
    let output = Command::new(binary).output().context("the stages do not start")?;
    let text = String::from_utf8(output.stdout)?;
    let stage = |line: &str| {
        let mut cells = line.split('\t').map(str::to_owned);
        Some(Stage { name: cells.next()?, item: cells.next()?, passes: cells.next()?.parse().ok()? })
    };
    text.lines().map(|line| stage(line).with_context(|| format!("`{line}` lists no stage"))).collect()
}

/// The instructions of one item.
fn count(binary: &Path, stage: &Stage) -> Result<Row> {
    let (before, _) = callgrind(binary, stage, WARM_UP)?;
    let (after, items) = callgrind(binary, stage, WARM_UP + stage.passes)?;
    let worked_on = u64::from(stage.passes) * items;
    ensure!(after > before && worked_on > 0, "more passes take no more instructions");
    let instructions = (after - before + worked_on / 2) / worked_on;
    Ok(Row { stage: stage.name.clone(), item: stage.item.clone(), instructions })
}

/// The instructions of a whole run, and the items of one pass.
fn callgrind(binary: &Path, stage: &Stage, passes: u32) -> Result<(u64, u64)> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(binary);
    let output =
        command.args([&stage.name, &passes.to_string()]).output().context("valgrind does not start")?;
    let errors = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("{}", errors.lines().last().unwrap_or("no word of why"));
    }
    let collected = errors.lines().find_map(|line| line.split_once("Collected : "));
    let (_, collected) = collected.context("valgrind tells no count")?;
    let items = String::from_utf8(output.stdout)?;
    Ok((collected.trim().parse()?, items.trim().parse()?))
}
