//! Chores of the repository: `cargo xtask --help`.

mod acceptance;
mod account;
mod catalog;
mod examples;
mod fuzz;
mod instructions;
mod performance;
mod test;
mod toolchain;
mod web;

use std::path::Path;

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
    Acceptance(acceptance::Args),
    Account(account::Args),
    Catalog(catalog::Args),
    Fuzz(fuzz::Args),
    Instructions(instructions::Args),
    Performance(performance::Args),
    /// Check formatting, lints and documentation, and run every test.
    Test,
    Web(web::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().chore {
        Chore::Acceptance(args) => acceptance::run(&args),
        Chore::Account(args) => account::run(&args),
        Chore::Catalog(args) => catalog::run(&args),
        Chore::Fuzz(args) => fuzz::run(&args),
        Chore::Instructions(args) => instructions::run(&args),
        Chore::Performance(args) => performance::run(&args),
        Chore::Test => test::run(),
        Chore::Web(args) => web::run(&args),
    }
}

/// Where this repository is.
fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or_else(|| Path::new("."))
}
