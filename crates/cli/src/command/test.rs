//! `sayso test`: policy unit tests.

pub(crate) mod report;

mod reason;
mod run;

use std::fs;
use std::io::{self, Write as _};

use clap::{Args, ValueEnum};

use crate::exit::Exit;
use crate::input::{Failure, files, text};
use crate::render::{junit, test_report};
use report::Report;

const EXAMPLES: &str = "\
Examples:
  sayso test                                 every *.test.yaml, .yml and .json below here
  sayso test policies/ 'tests/**/*.yaml'     a folder, and what a pattern matches
  sayso test --format junit -o report.xml    a report for CI; the failures are also printed
  sayso test - < cases.jsonl                 cases from standard input

A test, in YAML (docs/scenarios.md has all of the format):
  principal: arn:aws:iam::123456789012:role/app
  policies:
    identity: [role.json]
  tests:
    - name: reads its own bucket
      action: s3:GetObject
      resource: arn:aws:s3:::app-data/report.csv
      expected: allowed

Exit codes: 0 all passed, 1 a test failed, 2 something could not be read (the rest ran).";

/// Run policy unit tests
///
/// Decides every case of the test files and compares the decision, and the statement that decided,
/// with what the case expects.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, after_help = "See `sayso test --help` for examples.")]
pub(crate) struct Test {
    /// Files, folders, patterns such as 'tests/**/*.yaml', or - for standard input
    ///
    /// A folder stands for the files below it named *.test.yaml, *.test.yml or *.test.json; hidden
    /// ones, target and node_modules are passed over. A file named here may have any name: it
    /// is YAML, JSON or JSON lines by its extension or else by its looks.
    #[allow(clippy::doc_markdown, reason = "this is the text of --help")]
    #[arg(default_value = ".", value_name = "PATHS")]
    paths: Vec<String>,
    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Write the report to this file; unless it is text, the text goes to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// The largest policy document accepted
    #[arg(long, value_name = "BYTES", default_value_t = 10_000_000)]
    max_bytes: usize,
    /// List the tests that pass, too
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each failure with the statement that decided, and a summary
    Text,
    /// One object with the counts, the failures and the errors
    Json,
    #[value(help = "JUnit XML: a suite for each file")]
    Junit,
}

pub(crate) fn run(test: &Test) -> Result<Exit, Failure> {
    let report = run::all(files::find(&test.paths), test.max_bytes);
    test_report::faults(&report);
    let for_people = || test_report::text(&report, test.verbose);
    let rendered = match test.format {
        Format::Text => for_people(),
        Format::Json => test_report::json(&report),
        Format::Junit => junit::xml(&report)?,
    };
    match &test.output {
        None => print(&rendered)?,
        Some(file) => {
            let plain = anstream::adapter::strip_str(&rendered).to_string();
            fs::write(file, plain)
                .map_err(|error| format!("cannot write `{file}`: {}", text::reason(&error)))?;
            if test.format != Format::Text {
                print(&for_people())?;
            }
        }
    }
    Ok(exit(&report))
}

fn exit(report: &Report) -> Exit {
    if report.unreadable().next().is_some() {
        Exit::Invalid
    } else if report.failures().next().is_some() {
        Exit::Negative
    } else {
        Exit::Success
    }
}

/// To standard output; a reader that has seen enough, such as `head`, is no failure.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Message(format!("cannot write the report: {}", text::reason(&error))))
        }
        _ => Ok(()),
    }
}
