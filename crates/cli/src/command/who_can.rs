//! `sayso who-can`: who of all accounts can do this, by which statements, under which conditions, and who can by
//! assuming roles.

use clap::Args;
use rayon::prelude::*;
use sayso::account::{Entity, WhoCan as Question};
use sayso::report::WhoCanReport;
use sayso_catalog::ServiceReference;

use crate::command::can::Format;
use crate::exit::Exit;
use crate::input::account::{self as files, AccountArgs};
use crate::input::{Failure, context::ContextFlags};
use crate::output;
use crate::render::account;

const EXAMPLES: &str = "\
Examples:
  sayso who-can s3:GetObject arn:aws:s3:::reports/q3.csv --account dumps/

  sayso who-can iam:PassRole --account dumps/ --org organization/ --format csv

Exit code: 0, or 2 for bad input.";

/// List who can do something, directly and by assuming roles
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct WhoCan {
    /// Action, such as s3:GetObject
    action: String,
    /// ARN of the resource; without it some resource will do, and it is shown for each
    resource: Option<String>,
    #[command(flatten)]
    account: AccountArgs,
    #[command(flatten)]
    context: ContextFlags,
    /// Output
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
}

pub(crate) fn run(flags: &WhoCan) -> Result<Exit, Failure> {
    let action = files::action(&flags.action)?;
    let loaded = flags.account.load()?;
    let inventory = &loaded.inventory;
    let given = files::context(&flags.context, inventory, None)?;
    let reference = ServiceReference::embedded();
    let question = Question::new(inventory, &action, flags.resource.as_deref(), &given, reference);
    let candidates: Vec<&Entity> = question.candidates().collect();
    let direct: Vec<_> = candidates.par_iter().filter_map(|entity| question.access(entity)).collect();
    let report = WhoCanReport::new(&question, &direct);
    output::line(match flags.format {
        Format::Text => account::who_can(&report),
        Format::Json => serde_json::to_string_pretty(&report).unwrap_or_default(),
        Format::Csv => account::who_can_csv(&report),
    });
    Ok(loaded.exit)
}
