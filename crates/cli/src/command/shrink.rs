//! `sayso shrink`: a tighter policy for a user or role, from what it used, with the proof that nothing observed
//! breaks.

mod accessed;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use sayso::replay::{Change, Changes};
use sayso::report::{ReplayReport, ShrinkReport};
use sayso::shrink::{Grain, Usage, shrink};
use sayso::{Limits, Policy, PolicyDocument, PolicyType, Source};
use sayso_catalog::ServiceReference;

use crate::command::replay::{self, Logs};
use crate::exit::Exit;
use crate::input::Failure;
use crate::input::account::{self, AccountArgs};
use crate::output;
use crate::render::{failure, shrink as render};

const EXAMPLES: &str = "\
Examples:
  sayso shrink role/App logs/ --account dumps/

  sayso shrink role/Deploy logs/ --account dumps/ --grain resource --output deploy.json
  sayso shrink role/App logs/ --last-accessed accessed/ --account dumps/

Exit code: 0 nothing observed breaks, 1 something would, 2 bad input, 3 something may: it depends on what
the events do not say.";

/// Make a tighter policy from what a user or role used
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Shrink {
    /// ARN, user/ana, role/App, or a name that only one has
    principal: String,
    /// CloudTrail logs, as `sayso replay` takes them
    #[arg(required_unless_present = "last_accessed")]
    paths: Vec<String>,
    /// What `aws iam get-service-last-accessed-details` prints, as `sayso audit` takes it; repeatable
    ///
    /// Of a service that the logs do not show, the actions that were accessed stay, and those that AWS does not track;
    /// with service level alone all of the service stays.
    #[arg(long, value_name = "PATH", help_heading = "Account")]
    last_accessed: Vec<String>,
    #[command(flatten)]
    account: AccountArgs,
    /// How close to what was used: service, action or resource
    #[arg(long, default_value = "action")]
    grain: Grain,
    /// Write the policy to this file
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Output
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

pub(crate) fn run(flags: &Shrink) -> Result<Exit, Failure> {
    if flags.paths.iter().any(|path| path == "-") {
        return Err(Failure::Message("the logs are read twice: standard input cannot be".to_owned()));
    }
    let loaded = flags.account.load()?;
    let inventory = &loaded.inventory;
    let entity = account::entity(inventory, &flags.principal)?;
    let logs = Logs::find(&flags.paths);
    let mut usage: Usage = logs.used(entity);
    let (accessed, faults) = accessed::read(&flags.last_accessed, inventory);
    faults.iter().for_each(failure::print);
    let told = if faults.is_empty() { Exit::Success } else { Exit::Invalid };
    accessed::add(&accessed, entity, &mut usage);
    let shrunk = shrink(inventory, entity, &usage, flags.grain, ServiceReference::embedded());

    let source = Source::new("the new policy", shrunk.policy.as_str());
    let limits = Limits { bytes: usize::MAX, ..Limits::default() };
    let document = Arc::new(PolicyDocument::parse(&source, &limits));
    let policy = Arc::new(Policy::compile(document, PolicyType::Identity)?);
    let changes = Changes::new(inventory, vec![Change::Only { policy, entity: entity.arn.clone() }]);
    let changes = changes.map_err(|error| error.to_string())?;
    let (tally, exit) = logs.replay(inventory, &changes);
    let mut proof = ReplayReport::new(&tally);
    proof.kinds.retain(|kind| kind.principal == entity.arn);

    if let Some(path) = &flags.output {
        let cannot = |error| format!("cannot write `{}`: {error}", path.display());
        std::fs::write(path, format!("{}\n", shrunk.policy)).map_err(cannot)?;
    }
    let found = replay::exit(&proof);
    let report = ShrinkReport::new(entity, &usage, &shrunk, &proof);
    output::line(match flags.format {
        Format::Text => render::text(&report, flags.output.is_some()),
        Format::Json => serde_json::to_string_pretty(&report).unwrap_or_default(),
    });
    Ok(found.max(exit).max(told).max(loaded.exit))
}
