//! `sayso audit`: what is wrong with whole accounts, with the evidence.

mod check;
pub(crate) mod code;
pub(crate) mod compare;
pub(crate) mod finding;
pub(crate) mod graph;
pub(crate) mod report;
mod run;
pub(crate) mod usage;

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};

use crate::exit::Exit;
use crate::input::account::AccountArgs;
use crate::input::{Failure, time};
use code::Severity;

const EXAMPLES: &str = "\
Examples:
  sayso audit --account account.json
  sayso audit --account accounts/ --org organization.json --resource-policies policies/
  sayso audit --account account.json --format html -o audit.html
  sayso audit --account account.json --credential-report report.csv --last-accessed accessed/
  sayso audit --account account.json --cloudtrail logs/
  sayso audit --account account.json --format json -o today.json
  sayso audit --account account.json --compare yesterday.json
  sayso audit --account account.json --baseline known.json --write-baseline
  sayso audit --account account.json --baseline known.json --fail-on medium

docs/audit.md has a page on every finding.

Exit codes: 0 nothing found at or above --fail-on, 1 something found, 2 something could not be
read (the rest was looked at).";

/// Find what is wrong with whole accounts: who can become administrator, whom roles trust, what nobody uses
///
/// Nothing is sent anywhere: everything comes from the files that AWS hands out.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, after_help = "See `sayso audit --help` for examples.")]
pub(crate) struct Audit {
    #[command(flatten)]
    account: AccountArgs,
    /// What `aws iam get-service-last-accessed-details` prints: a file, or a folder of them; repeatable
    ///
    /// A report is about its "Arn", which AWS does not write, or about the principal whose ARN is the name of the
    /// file, with `_` for what is no letter or digit: `arn_aws_iam__123456789012_role_App.json`.
    #[arg(long, value_name = "PATH", help_heading = "Account")]
    last_accessed: Vec<String>,
    /// CloudTrail logs, as `sayso replay` takes them: what is granted is held against what was called; repeatable
    #[arg(long, value_name = "PATH", help_heading = "Account")]
    cloudtrail: Vec<String>,
    /// The credential report: the CSV, or what `aws iam get-credential-report` prints; repeatable
    #[arg(long, value_name = "FILE", help_heading = "Account")]
    credential_report: Vec<String>,
    /// An account of one's own besides those given; more by comma
    #[arg(long, value_name = "ID", value_delimiter = ',', help_heading = "Account")]
    known_account: Vec<String>,
    /// The time to reckon ages from [default: the clock]
    #[arg(long, value_name = "TIME", value_parser = instant)]
    now: Option<DateTime<Utc>>,
    /// After how many days something counts as unused, and a key as old
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    days: u32,
    /// The least severity that makes the run fail
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "high")]
    fail_on: FailOn,
    /// How to report
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
    /// Write the report to this file
    #[arg(short = 'o', long = "output", value_name = "FILE", help_heading = "Output")]
    file: Option<String>,
    /// Findings that are known: only others are reported
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    baseline: Option<String>,
    /// Write what is found to the baseline
    #[arg(long, requires = "baseline", help_heading = "Output")]
    write_baseline: bool,
    /// The JSON of an earlier run: tell what is new, fixed and unchanged
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    compare: Option<String>,
}

/// The least severity that makes a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Critical,
    High,
    Medium,
    Low,
    Never,
}

impl FailOn {
    fn bar(self) -> Option<Severity> {
        match self {
            Self::Critical => Some(Severity::Critical),
            Self::High => Some(Severity::High),
            Self::Medium => Some(Severity::Medium),
            Self::Low => Some(Severity::Low),
            Self::Never => None,
        }
    }
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Sarif,
    Markdown,
    /// One page with pictures, which needs nothing else
    Html,
}

fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    time::parse(text).ok_or_else(|| "expected a time such as `2026-11-15T00:00:00Z`".to_owned())
}

/// Audits the accounts.
pub(crate) fn run(audit: &Audit) -> Result<Exit, Failure> {
    run::all(audit)
}
