//! `sayso what-can`: everything that a user or role can do, with the resources and conditions that bound it.

use clap::Args;
use rayon::prelude::*;
use sayso::account::{Entity, WhatCan as Question};
use sayso::report::WhatCanReport;
use sayso_catalog::ServiceReference;

use crate::command::can::Format;
use crate::exit::Exit;
use crate::input::account::{self as files, AccountArgs};
use crate::input::{Failure, context::ContextFlags};
use crate::output;
use crate::render::account;

const EXAMPLES: &str = "\
Examples:
  sayso what-can role/App --account dumps/ --org organization/

  sayso what-can user/ana user/ben --account dumps/ --format csv

  sayso what-can --all --account dumps/ --org organization/ --format json > effective.json

Exit code: 0, or 2 for bad input.";

/// List what users and roles can do: actions, resources, conditions
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct WhatCan {
    /// ARN, user/ana, role/App, or a name that only one has
    #[arg(required_unless_present = "all")]
    principal: Vec<String>,
    /// All users and roles; as text a line for each
    #[arg(long, conflicts_with = "principal")]
    all: bool,
    #[command(flatten)]
    account: AccountArgs,
    #[command(flatten)]
    context: ContextFlags,
    /// Output
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
}

/// Users and roles whose answers are in memory at one time.
const AT_A_TIME: usize = 128;

pub(crate) fn run(flags: &WhatCan) -> Result<Exit, Failure> {
    let loaded = flags.account.load()?;
    let inventory = &loaded.inventory;
    let entities: Vec<&Entity> = if flags.all {
        inventory.entities().collect()
    } else {
        flags.principal.iter().map(|name| files::entity(inventory, name)).collect::<Result<_, _>>()?
    };
    let given = files::context(&flags.context, inventory, None)?;
    let question = Question::new(inventory, &given, ServiceReference::embedded());
    let report = |entity: &&Entity| WhatCanReport::new(entity, &question.grants(entity));
    let render = |entity: &&Entity| match flags.format {
        Format::Text if flags.all => account::what_can_line(&report(entity)),
        Format::Text => account::what_can(&report(entity)),
        Format::Json => serde_json::to_string(&report(entity)).unwrap_or_default(),
        Format::Csv => account::what_can_csv(&report(entity)),
    };
    // Several at a time, in order, and no more than these are kept.
    let texts =
        entities.chunks(AT_A_TIME).flat_map(|some| some.par_iter().map(render).collect::<Vec<String>>());
    let texts = texts.filter(|text| !text.is_empty());
    match flags.format {
        Format::Text => output::lines(texts, if flags.all { "" } else { "\n" }),
        Format::Json => {
            output::line("[");
            output::lines(texts, ",");
            output::line("]");
        }
        Format::Csv => {
            output::line(account::what_can_header());
            output::lines(texts, "");
        }
    }
    Ok(loaded.exit)
}
