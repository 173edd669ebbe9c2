//! `sayso simulate`: may this caller do this, and on whose say-so?

mod answer;
mod cases;
mod policies;
mod request;
mod suggest;

use std::path::PathBuf;

pub(crate) use answer::judge;
pub(crate) use policies::PolicyFlags;

use clap::{Args, ValueEnum};
use sayso::{Expected, Explanation, Limits, doubts};
use sayso_catalog::ServiceReference;

use crate::exit::Exit;
use crate::input::{Failure, context::ContextFlags};

const EXAMPLES: &str = "\
Examples:
  sayso simulate --managed AmazonS3ReadOnlyAccess \\
    --principal arn:aws:iam::123456789012:user/ana \\
    --action s3:GetObject --resource arn:aws:s3:::logs/2026/x

  sayso simulate --policy role.json --boundary lab.json --scp root.json --scp team/ \\
    --principal arn:aws:iam::123456789012:role/App --mfa true \\
    --action ec2:RunInstances --action ec2:StopInstances \\
    --context aws:RequestedRegion=eu-west-1 --expect allowed

  sayso simulate --cases cases.json --format jsonl

Exit code: 0 all allowed (or as --expect says), 1 a request is denied (or not as expected),
2 bad input, 3 an answer depends on unknown facts. With --cases: 0, or 2.";

/// Decide requests: who may do what on which resource, and which statement says so
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Simulate {
    #[command(flatten)]
    policies: policies::PolicyFlags,
    #[command(flatten)]
    request: request::RequestFlags,
    #[command(flatten)]
    context: ContextFlags,

    /// Output
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
    /// Succeed only if every decision is this: allowed, denied, explicitDeny, implicitDeny, depends
    #[arg(long, value_name = "DECISION", help_heading = "Output")]
    expect: Option<Expected>,
    /// Write the policy with the smallest fix to this file, for an implicit deny that has one
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    suggest: Option<PathBuf>,
    /// Decide the cases of a file instead: a JSON array, or one case a line; - is standard input
    #[arg(long, value_name = "FILE", help_heading = "Cases")]
    cases: Option<String>,
    /// Largest policy document accepted, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().bytes)]
    max_bytes: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Jsonl,
    Markdown,
}

pub(crate) fn run(flags: &Simulate) -> Result<Exit, Failure> {
    let limits = Limits { bytes: flags.max_bytes, ..Limits::default() };
    if let Some(path) = &flags.cases {
        return cases::run(path, flags.format, &limits);
    }
    let principal = flags.request.principal()?;
    let context = flags.context.build(&principal)?;
    let mut exit = Exit::Success;
    let mut answers = answer::Answers::new(flags.format, flags.request.pairs());
    for request in flags.request.requests(&principal, &context.context)? {
        let attached = flags.policies.read(request.resource.kind, &limits)?;
        let explanation = Explanation::new(&attached, &request);
        exit = exit.max(judge(&explanation, flags.expect));
        answers.add(
            &explanation,
            &context.warnings,
            doubts(&request, flags.request.actions(), &ServiceReference::embedded()),
        );
        if let Some(path) = &flags.suggest {
            suggest::write(&explanation, path)?;
        }
    }
    answers.finish();
    Ok(exit)
}
