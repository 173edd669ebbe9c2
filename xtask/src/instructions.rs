//! `cargo xtask instructions`: what each stage of benches/src/stages.rs costs, in instructions.
//!
//! Times depend on the machine and on what else it does; instructions hardly do, so they can be a test.

mod compare;
mod laws;
mod measure;
mod table;

use std::{env, fs};

use anyhow::{Context as _, Result, bail};

use crate::toolchain::Toolchain;
use crate::{performance, repository};

pub(crate) use laws::LAWS;
pub(crate) use table::Table;

/// Where the counts are recorded.
const FILE: &str = "benches/instructions.tsv";

/// Count the instructions of every stage and compare them with benches/instructions.tsv (needs valgrind).
///
/// A stage that differs by more than 3 % fails, an improvement too: what is gained is recorded. So does a law
/// that does not hold, whatever the compiler.
#[derive(Default, clap::Args)]
pub(crate) struct Args {
    /// Record the counts, there and in docs/performance.md.
    #[arg(long)]
    write: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    if !measure::has_valgrind() {
        let install = "valgrind is missing: install it with `apt-get install valgrind`";
        if args.write || env::var_os("CI").is_some() {
            bail!(install);
        }
        println!("left out: {install}");
        return Ok(());
    }
    if args.write {
        return write().map(drop);
    }
    let (found, recorded) = (measure::measure(Toolchain::here()?)?, recorded()?);
    // Both are told before either fails.
    let (steady, lawful) = (compare::compare(&recorded, &found), laws::check(&found));
    steady.and(lawful)
}

/// Counts, and records what came out if the laws hold.
pub(crate) fn write() -> Result<Table> {
    let table = measure::measure(Toolchain::here()?)?;
    print!("{table}");
    laws::check(&table)?;
    let path = repository().join(FILE);
    fs::write(&path, table.to_string()).with_context(|| format!("cannot write `{FILE}`"))?;
    performance::refresh(&table)?;
    Ok(table)
}

/// The committed table.
pub(crate) fn recorded() -> Result<Table> {
    let text = fs::read_to_string(repository().join(FILE));
    let text = text.with_context(|| format!("no `{FILE}`: `cargo xtask instructions --write` makes it"))?;
    text.parse().with_context(|| format!("`{FILE}` is damaged"))
}
