//! `cargo xtask acceptance`: the linter beside the tools that it works with and those that it replaces.

mod accounts;
mod action;
mod binary;
mod denials;
mod escalations;
mod hook;
mod reports;
mod scale;
mod speed;
mod templates;
mod venv;

use anyhow::{Result, bail};

use binary::Binary;

/// Run the linter beside pre-commit, the readers of its reports and its rivals (needs python3, git and the network).
///
/// What needs files that are not in this repository says so where they are missing.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The checks; all of them without any.
    checks: Vec<String>,
}

/// What a check is called, and what it does.
type Check = (&'static str, fn(&Binary) -> Result<()>);

const CHECKS: [Check; 10] = [
    ("reports", reports::run),
    ("action", action::run),
    ("templates", templates::run),
    ("escalations", escalations::run),
    ("denials", denials::run),
    ("speed", speed::run),
    ("accounts", accounts::run),
    ("scale", scale::accounts),
    ("replay", scale::replay),
    ("hook", hook::run),
];

pub(crate) fn run(args: &Args) -> Result<()> {
    if let Some(unknown) = args.checks.iter().find(|name| !CHECKS.iter().any(|(known, _)| known == name)) {
        let known: Vec<&str> = CHECKS.iter().map(|(name, _)| *name).collect();
        bail!("`{unknown}` is no check: there are {}", known.join(", "));
    }
    let sayso = Binary::build()?;
    for (name, check) in CHECKS {
        if args.checks.is_empty() || args.checks.iter().any(|wanted| wanted == name) {
            println!("== {name}");
            check(&sayso)?;
        }
    }
    Ok(())
}
