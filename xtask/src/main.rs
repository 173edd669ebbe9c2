//! Chores of the repository: `cargo xtask --help`.

mod catalog;
mod examples;
mod fuzz;
mod test;

use clap::{Parser, Subcommand};

/// Chores of the sayso repository.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    Catalog(catalog::Args),
    Fuzz(fuzz::Args),
    /// Check formatting, lints and documentation, and run every test.
    Test,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().chore {
        Chore::Catalog(args) => catalog::run(&args),
        Chore::Fuzz(args) => fuzz::run(&args),
        Chore::Test => test::run(),
    }
}
