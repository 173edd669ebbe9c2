//! `sayso replay`: what was called, decided by the account's policies and by planned ones.

mod logs;
mod with;

use clap::Args;
use sayso::replay::Changes;
use sayso::report::{Effect, ReplayReport};

use crate::command::can::Format;
use crate::exit::Exit;
use crate::input::Failure;
use crate::input::account::AccountArgs;
use crate::output;
use crate::render::replay as render;

pub(crate) use logs::Logs;

const EXAMPLES: &str = "\
Examples:
  sayso replay logs/ --account dumps/

  sayso replay logs/ --account dumps/ --org organization/ --with scp=new-scp.json
  sayso replay logs/ --account dumps/ --with boundary=lab.json@role/App
  sayso replay logs/ --account dumps/ --with remove=Deploy#AllOfS3 --format csv

Exit code: 0 no call would be denied that was not before, 1 some would, 2 bad input (the rest is
replayed), 3 some may: it depends on what the events do not say.";

/// Decide what CloudTrail recorded, as policies are and as they would be
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Replay {
    /// CloudTrail logs: files and folders, gzip or not; `lookup-events` output, JSON lines; - is standard input
    #[arg(required = true)]
    paths: Vec<String>,
    #[command(flatten)]
    account: AccountArgs,
    /// A change: scp=FILE[@ACCOUNT], only-scp=FILE[@ACCOUNT], boundary=FILE@ENTITY, policy=FILE@ENTITY, only=FILE@ENTITY, remove=POLICY[#SID]
    #[arg(long, value_name = "CHANGE")]
    with: Vec<String>,
    /// Output
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
}

pub(crate) fn run(flags: &Replay) -> Result<Exit, Failure> {
    let loaded = flags.account.load()?;
    let inventory = &loaded.inventory;
    let mut changes = Vec::new();
    for text in &flags.with {
        changes.push(with::read(text, inventory)?);
    }
    let changes = Changes::new(inventory, changes).map_err(|error| error.to_string())?;
    let (tally, exit) = Logs::find(&flags.paths).replay(inventory, &changes);
    let report = ReplayReport::new(&tally);
    output::line(match flags.format {
        Format::Text => render::text(&report, !changes.is_empty()),
        Format::Json => serde_json::to_string_pretty(&report).unwrap_or_default(),
        Format::Csv => render::csv(&report),
    });
    Ok(self::exit(&report).max(exit).max(loaded.exit))
}

/// Whether calls would be denied that were not before.
pub(crate) fn exit(report: &ReplayReport) -> Exit {
    if report.with_effect(Effect::Denied).next().is_some() {
        Exit::Negative
    } else if report.with_effect(Effect::MayBeDenied).next().is_some() {
        Exit::Depends
    } else {
        Exit::Success
    }
}
