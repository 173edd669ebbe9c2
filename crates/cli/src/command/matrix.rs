//! `sayso matrix`: users and roles by actions, or by resources.

use clap::{Args, ValueEnum};
use rayon::prelude::*;
use sayso::Action;
use sayso::account::Entity;
use sayso::report::{ColumnReport, MatrixReport, RowReport};
use sayso_catalog::ServiceReference;

use crate::exit::Exit;
use crate::input::account::{self as files, AccountArgs};
use crate::input::{Failure, context::ContextFlags};
use crate::output;
use crate::render::matrix;

const EXAMPLES: &str = "\
Examples:
  sayso matrix --action s3:GetObject --action s3:PutObject --resource arn:aws:s3:::reports/q3.csv \\
    --account dumps/

  sayso matrix --action iam:PassRole --action sts:AssumeRole --account dumps/ --format html > matrix.html

Exit code: 0, or 2 for bad input.";

/// Tabulate who can do what: users and roles by actions and resources
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Matrix {
    /// Action, such as s3:GetObject; a column each
    #[arg(long, value_name = "ACTION", required = true)]
    action: Vec<String>,
    /// ARN of a resource; a column for each with each action. Without it some resource will do
    #[arg(long, value_name = "ARN")]
    resource: Vec<String>,
    /// Users and roles, a row each; by default all
    #[arg(long, value_name = "PRINCIPAL")]
    principal: Vec<String>,
    /// Leave out rows of which nothing is allowed
    #[arg(long)]
    only_allowed: bool,
    #[command(flatten)]
    account: AccountArgs,
    #[command(flatten)]
    context: ContextFlags,
    /// Output
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
    Html,
}

pub(crate) fn run(flags: &Matrix) -> Result<Exit, Failure> {
    let actions =
        flags.action.iter().map(|name| Action::new(name.as_str()).map_err(|error| error.to_string()));
    let actions = actions.collect::<Result<Vec<_>, _>>()?;
    let loaded = flags.account.load()?;
    let inventory = &loaded.inventory;
    let entities: Vec<&Entity> = if flags.principal.is_empty() {
        inventory.entities().collect()
    } else {
        flags.principal.iter().map(|name| files::entity(inventory, name)).collect::<Result<_, _>>()?
    };
    let given = files::context(&flags.context, inventory, None)?;
    let some = [None];
    let named: Vec<Option<&str>> = flags.resource.iter().map(|arn| Some(arn.as_str())).collect();
    let resources: &[Option<&str>] = if named.is_empty() { &some } else { &named };
    let columns: Vec<(&Action<'_>, Option<&str>)> =
        actions.iter().flat_map(|action| resources.iter().map(move |resource| (action, *resource))).collect();
    let reference = ServiceReference::embedded();
    let progress = output::Progress::new("principals asked", entities.len());
    let row = |entity: &&Entity| {
        let row = RowReport::new(inventory, entity, &columns, &given, reference);
        progress.step();
        row
    };
    let mut rows: Vec<RowReport> = entities.par_iter().map(row).collect();
    drop(progress);
    if flags.only_allowed {
        rows.retain(RowReport::can);
    }
    let heads = columns.iter().map(|(action, resource)| ColumnReport::new(action, *resource));
    let table = MatrixReport { columns: heads.collect(), rows };
    output::line(match flags.format {
        Format::Text => matrix::text(&table),
        Format::Json => serde_json::to_string_pretty(&table).unwrap_or_default(),
        Format::Csv => matrix::csv(&table),
        Format::Html => matrix::html(&table),
    });
    Ok(loaded.exit)
}
