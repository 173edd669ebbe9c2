//! `cargo xtask performance`: docs/performance.md and the ratios in README.md, from measurements.

mod page;
mod peers;
mod section;
mod tables;

use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::instructions::{self, Table};
use crate::repository;

const PAGE: &str = "docs/performance.md";
const README: &str = "README.md";

/// Measure, and write docs/performance.md and the ratios in README.md (needs valgrind; for all rivals, npm).
///
/// Counts instructions, runs benches/peers, and writes nothing if sayso does not keep its distance. Run it on
/// an idle machine.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Measure nothing: fail unless the page has the counts of benches/instructions.tsv, and README.md the
    /// page's ratios.
    #[arg(long)]
    check: bool,
    /// Take the counts from benches/instructions.tsv, and measure the rivals alone.
    #[arg(long, conflicts_with = "check")]
    recorded: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    if args.check { check() } else { write(args.recorded) }
}

fn write(recorded: bool) -> Result<()> {
    // First what fails on a busy machine.
    let results = peers::run()?;
    let table = if recorded { instructions::recorded()? } else { instructions::write()? };
    let readme = section::replace(&read(README)?, "ratios", &tables::ratios(&results))?;
    put(PAGE, &page::page(&table, &results))?;
    put(README, &readme)
}

/// Puts new counts into the page, if there is one.
pub(crate) fn refresh(table: &Table) -> Result<()> {
    match read(PAGE) {
        Ok(page) => put(PAGE, &section::replace(&page, "instructions", &tables::instructions(table))?),
        Err(_) => Ok(()),
    }
}

/// Whether what is committed agrees with itself.
pub(crate) fn check() -> Result<()> {
    let page = read(PAGE)?;
    let counts = tables::instructions(&instructions::recorded()?);
    ensure!(
        section::find(&page, "instructions")? == counts,
        "`{PAGE}` has other counts than benches/instructions.tsv: run `cargo xtask instructions --write`"
    );
    ensure!(
        section::find(&page, "ratios")? == section::find(&read(README)?, "ratios")?,
        "`{README}` has other ratios than `{PAGE}`: run `cargo xtask performance`"
    );
    println!("{PAGE} and {README} agree with benches/instructions.tsv");
    Ok(())
}

fn read(file: &str) -> Result<String> {
    fs::read_to_string(repository().join(file)).with_context(|| format!("cannot read `{file}`"))
}

fn put(file: &str, text: &str) -> Result<()> {
    fs::write(repository().join(file), text).with_context(|| format!("cannot write `{file}`"))
}
