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

Exit code: 0, or 2 for bad input.";

/// List what users and roles can do: actions, resources, conditions
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct WhatCan {
    /// ARN, user/ana, role/App, or a name that only one has
    #[arg(required_unless_present = "all")]
    principal: Vec<String>,
    /// All users and roles
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
    let reports: Vec<WhatCanReport> = entities.par_iter().map(report).collect();
    match flags.format {
        Format::Text => {
            let texts: Vec<String> = reports.iter().map(account::what_can).collect();
            output::line(texts.join("\n\n"));
        }
        Format::Json => output::line(serde_json::to_string_pretty(&reports).unwrap_or_default()),
        Format::Csv => {
            for (number, report) in reports.iter().enumerate() {
                let text = account::what_can_csv(report);
                let rest = text.split_once('\n').map(|(_, rest)| rest);
                // One header for all.
                match (number, rest) {
                    (0, _) => output::line(text),
                    (_, Some(rest)) => output::line(rest),
                    (_, None) => {}
                }
            }
        }
    }
    Ok(loaded.exit)
}
