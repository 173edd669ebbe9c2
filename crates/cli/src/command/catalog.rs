//! `sayso catalog`: what AWS's services know, looked up offline.

mod actions;
mod arn;
mod data;
mod keys;
mod policy;
mod version;

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use crate::exit::Exit;
use crate::input::Failure;
use crate::output;
use data::Data;

const EXAMPLES: &str = "\
Examples:
  sayso catalog actions 's3:Get*'                  the actions that a pattern reaches
  sayso catalog actions ec2:RunInstances           one action: resource types, keys, dependent actions
  sayso catalog keys s3:ListBucket                 the condition keys that an action takes
  sayso catalog keys aws:PrincipalOrgID            one key: type, single or multivalued
  sayso catalog arn arn:aws:s3:::logs/2026         what it names, and which actions take it
  sayso catalog policy ReadOnlyAccess              an AWS managed policy
  sayso catalog version                            how old the data is

Exit codes: 0 found, 2 unknown name or unreadable data.";

/// Look up actions, condition keys, ARNs and AWS managed policies
///
/// The data is part of the program: nothing is read or sent.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, after_help = "See `sayso catalog --help` for examples.")]
pub(crate) struct Catalog {
    #[command(subcommand)]
    question: Question,
    /// Output
    #[arg(long, value_enum, default_value = "text", global = true)]
    format: Format,
    /// A newer services.bin or managed-policies.bin than the built-in one
    #[arg(long, value_name = "FILE", global = true)]
    data: Vec<String>,
}

#[derive(Debug, Subcommand)]
enum Question {
    /// Actions: access level, resource types, condition keys, dependent actions
    Actions {
        /// Actions or patterns, such as s3:GetObject, 's3:Get*' or '*'
        #[arg(required = true, value_name = "PATTERN")]
        patterns: Vec<String>,
    },
    /// Condition keys of an action or service, one key, or the global ones
    Keys {
        /// Action (s3:GetObject), service (s3) or key (s3:prefix); without one the global keys are listed
        #[arg(value_name = "ACTION|SERVICE|KEY")]
        name: Option<String>,
    },
    /// The resource types that an ARN names, and the actions that take it
    Arn {
        /// ARN, in which * and ? stand for any text
        arn: String,
    },
    /// An AWS managed policy: version, dates and document
    Policy {
        /// Name or ARN
        name: String,
    },
    /// Dates and sources of the data
    Version,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Format {
    /// Prints an answer: as JSON, or as the text made of it.
    fn print<T: Serialize>(self, answer: &T, text: impl FnOnce(&T) -> String) {
        match self {
            Self::Text => output::line(text(answer).trim_end_matches('\n')),
            Self::Json => output::line(serde_json::to_string_pretty(answer).unwrap_or_default()),
        }
    }
}

pub(crate) fn run(catalog: &Catalog) -> Result<Exit, Failure> {
    let files = data::read(&catalog.data)?;
    let data = Data::new(&files)?;
    match &catalog.question {
        Question::Actions { patterns } => actions::print(&data, patterns, catalog.format)?,
        Question::Keys { name } => keys::print(&data, name.as_deref(), catalog.format)?,
        Question::Arn { arn } => arn::print(&data, arn, catalog.format)?,
        Question::Policy { name } => policy::print(&data, name, catalog.format)?,
        Question::Version => version::print(&data, catalog.format),
    }
    Ok(Exit::Success)
}

/// `; did you mean …?`, if there is something to mean.
fn did_you_mean(name: Option<impl std::fmt::Display>) -> String {
    name.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// Names between commas, on lines of their own width under a title.
fn list(title: &str, names: &[String]) -> String {
    let text = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    crate::render::wrap::hanging(&format!("  {title:<20}"), &text) + "\n"
}
