//! `sayso lint`: what is wrong with policies, before they are committed.

pub(crate) mod baseline;
mod check;
mod config;
mod finding;
pub(crate) mod fingerprint;
mod fix;
mod opened;
mod paths;
mod pointer;
pub(crate) mod report;
mod run;
pub(crate) mod select;
mod sink;
mod suppress;
pub(crate) mod types;
mod walk;

use clap::{Args, ValueEnum};
use sayso::PolicyType;

use crate::exit::Exit;
use crate::input::Failure;
use config::FailOn;
pub(crate) use opened::Opened;
pub(crate) use paths::shown;

const EXAMPLES: &str = "\
Examples:
  sayso lint                                     every policy below this folder
  sayso lint role.json policies/                 a file and a folder
  sayso lint --type scp org/                     policies of a type that they do not show
  sayso lint --fix                               make the fixes that change no decision
  sayso lint --ignore suggestion --fail-on error
  sayso lint --format sarif -o sayso.sarif       a report for code scanning
  sayso lint --baseline known.json --write-baseline
  sayso lint - --stdin-filename role.json < role.json

A code, CODE_*, a severity (error, security-warning, warning, suggestion) or a group
(access-analyzer, sayso) selects findings. `sayso rule CODE` explains one; docs/lint.md
describes sayso.toml.

Exit codes: 0 nothing found at or above --fail-on, 1 something found, or --diff has changes,
2 something could not be read (the rest was checked).";

/// Find what is wrong with policies, dangerous in them or better written otherwise
///
/// Nothing is sent anywhere: the rules of IAM Access Analyzer's policy validation and more, by their codes.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, after_help = "See `sayso lint --help` for examples.")]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct Lint {
    /// Files, folders, or - for standard input
    ///
    /// In a folder, the files below it named *.json, *.yaml, *.yml, *.tf, *.tofu or *.template are looked at, unless
    /// they are hidden or a .gitignore names them. What holds no policy is passed over there.
    #[arg(default_value = ".", value_name = "PATHS")]
    paths: Vec<String>,
    /// What standard input is called
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
    /// The type of policies that stand alone, whatever they look like
    #[arg(long = "type", value_name = "TYPE", value_parser = types::parser())]
    policy_type: Option<PolicyType>,
    /// An account that is trusted; more by comma
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = config::account)]
    known_account: Vec<String>,
    /// Treat files that are named as found in their folder: what holds no policy is passed over
    #[arg(long)]
    hook: bool,
    /// The largest file accepted
    #[arg(long, value_name = "BYTES", default_value_t = 10_000_000)]
    max_bytes: usize,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    fixes: Fixes,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Findings")]
struct Choice {
    /// Report these findings only: codes, CODE_*, severities, groups
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = select::Selector::parse)]
    select: Vec<select::Selector>,
    /// Do not report these
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = select::Selector::parse)]
    ignore: Vec<select::Selector>,
    /// The least severity that makes the run fail [default: security-warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// Succeed whatever is found
    #[arg(long)]
    exit_zero: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Fixes")]
struct Fixes {
    /// Make the fixes that are safe: no decision changes
    #[arg(long)]
    fix: bool,
    /// With --fix or --diff, make the other fixes, too
    #[arg(long = "unsafe-fixes")]
    all: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long)]
    diff: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
struct Output {
    /// How to report
    #[arg(long, value_enum, default_value = "full")]
    format: Format,
    /// Write the report to this file
    #[arg(short = 'o', long = "output", value_name = "FILE", conflicts_with = "diff")]
    file: Option<String>,
    /// Count findings by code, and tell which suppressions are not needed
    #[arg(long)]
    statistics: bool,
    /// Print findings and faults only
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
struct Settings {
    /// Take the settings from this file, not from the sayso.toml above each file
    #[arg(long, value_name = "FILE")]
    config: Option<String>,
    /// Take no settings from files
    #[arg(long, conflicts_with = "config")]
    no_config: bool,
    /// Do not report the findings in this file
    #[arg(long, value_name = "FILE")]
    baseline: Option<String>,
    /// Write what is found to the baseline instead of reporting it
    #[arg(long, requires = "baseline", conflicts_with_all = ["fix", "diff"])]
    write_baseline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// The source with the place underlined, what to do, and a summary
    Full,
    /// A line for each finding
    Concise,
    /// One object with the findings and a summary
    Json,
    /// A JSON object for each finding, a line each
    Jsonl,
    #[value(help = "SARIF 2.1.0, for code scanning")]
    Sarif,
    #[value(help = "Workflow commands of GitHub Actions")]
    Github,
    #[value(help = "A Code Quality report of GitLab")]
    Gitlab,
    #[value(help = "JUnit XML: a suite for each file")]
    Junit,
    /// A table, for a comment
    Markdown,
}

pub(crate) fn run(lint: &Lint) -> Result<Exit, Failure> {
    run::all(lint)
}
