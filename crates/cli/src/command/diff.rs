//! `sayso diff`: what a change of a policy newly allows and no longer allows.

use clap::Args;
use sayso::prove::{Difference, Unknown};

use super::prove::{Beside, Company, Compared, Format};
use crate::exit::Exit;
use crate::input::Failure;
use crate::output;
use crate::render::diff;

const EXAMPLES: &str = "\
Examples:
  sayso diff old.json new.json

  sayso diff managed:ViewOnlyAccess managed:ReadOnlyAccess --format markdown

  sayso diff old.json new.json --no-new-access

Exit code: 0, or 1 with --no-new-access where something is newly allowed, 2 bad input,
3 something could neither be proven nor disproven.";

/// Show what a change newly allows and no longer allows, with a request for each
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Diff {
    /// Policy as it was: a file, - or managed:NAME
    old: String,
    /// Policy as it is to be
    new: String,
    #[command(flatten)]
    compared: Compared,
    #[command(flatten)]
    beside: Beside,
    /// Fail if something is newly allowed
    #[arg(long)]
    no_new_access: bool,
    /// Output
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
}

/// What differs, by direction.
pub(crate) struct Changes {
    pub(crate) names: [String; 2],
    pub(crate) companies: [Company; 2],
    pub(crate) gained: Vec<Difference>,
    pub(crate) lost: Vec<Difference>,
    pub(crate) unknown: Vec<Unknown>,
}

pub(crate) fn run(flags: &Diff) -> Result<Exit, Failure> {
    let [old, new] = flags.compared.pair([&flags.old, &flags.new], &flags.beside)?;
    let mut unknown = Vec::new();
    let gained = differences(&flags.compared, &new, &old, &mut unknown);
    let lost = differences(&flags.compared, &old, &new, &mut unknown);
    let names = [flags.old.clone(), flags.new.clone()];
    let changes = Changes { names, companies: [old, new], gained, lost, unknown };
    output::line(match flags.format {
        Format::Text => diff::text(&changes),
        Format::Json => diff::json(&changes),
        Format::Markdown => diff::markdown(&changes),
    });
    Ok(if flags.no_new_access && !changes.gained.is_empty() {
        Exit::Negative
    } else if changes.unknown.is_empty() {
        Exit::Success
    } else {
        Exit::Depends
    })
}

/// What the first allows and the second does not: the actions of the catalogue, and where none of them is, one that
/// AWS may add.
fn differences(
    compared: &Compared,
    first: &Company,
    second: &Company,
    unknown: &mut Vec<Unknown>,
) -> Vec<Difference> {
    let mut found: Vec<Difference> = Vec::new();
    for (one, other) in first.policies.iter().zip(&second.policies) {
        for mut prover in compared.provers() {
            let (differences, why) = prover.differences(one, other);
            for difference in differences {
                let is_known = |own: &Difference| own.actions.first() == difference.actions.first();
                if !found.iter().any(is_known) {
                    found.push(difference);
                }
            }
            unknown.extend(why);
            if !found.is_empty() {
                break;
            }
        }
    }
    found
}
