//! `sayso test`: policy unit tests.

pub(crate) mod coverage;
pub(crate) mod report;

mod mutate;
mod reason;
mod run;

use std::fs;
use std::io::{self, Write as _};

use clap::{Args, ValueEnum};

use crate::exit::Exit;
use crate::input::{Failure, files, text};
use crate::render::{self, coverage_annotations, failure, junit, test_report};
use coverage::{CoverageReport, Percent};
use report::Report;
use run::Watch;

const EXAMPLES: &str = "\
Examples:
  sayso test                                 every *.test.yaml, .yml and .json below here
  sayso test policies/ 'tests/**/*.yaml'     a folder, and what a pattern matches
  sayso test --format junit -o report.xml    a report for CI; the failures are also printed
  sayso test - < cases.jsonl                 cases from standard input
  sayso test --coverage                      what of the policies no test exercises
  sayso test --mutate                        changes to the policies that no test notices

A test, in YAML (docs/scenarios.md has all of the format):
  principal: arn:aws:iam::123456789012:role/app
  policies:
    identity: [role.json]
  tests:
    - name: reads its own bucket
      action: s3:GetObject
      resource: arn:aws:s3:::app-data/report.csv
      expected: allowed

Exit codes: 0 all passed, 1 a test failed or --coverage-min or --mutate-strict is missed,
2 something could not be read (the rest ran).";

/// Run policy unit tests
///
/// Decides every case of the test files and compares the decision, and the statement that decided,
/// with what the case expects.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, after_help = "See `sayso test --help` for examples.")]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
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
    #[command(flatten)]
    gaps: Gaps,
}

/// What to tell about the policies that the tests leave out.
#[derive(Debug, Args)]
struct Gaps {
    /// Tell which statements, elements and values of the policies no test exercises
    ///
    /// AWS's managed policies are left out.
    #[arg(long)]
    coverage: bool,
    /// Fail if less of the policies is covered
    #[arg(long, value_name = "PERCENT", requires = "coverage")]
    coverage_min: Option<Percent>,
    /// Change the policies in one place at a time and tell which changes no test notices
    ///
    /// Statements, entries and conditions are dropped; actions, resources and principals widened.
    /// AWS's managed policies are left out.
    #[arg(long)]
    mutate: bool,
    /// The most changes to try
    #[arg(long, value_name = "COUNT", default_value_t = 10_000, requires = "mutate")]
    mutate_max: usize,
    /// Fail if a change is not noticed
    #[arg(long, requires = "mutate")]
    mutate_strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each failure with the statement that decided, and a summary
    Text,
    /// One object with the counts, the failures and the errors
    Json,
    #[value(help = "JUnit XML: a suite for each file")]
    Junit,
    #[value(help = "Workflow commands of GitHub Actions: a line for each failure and gap, at its place")]
    Github,
}

pub(crate) fn run(test: &Test) -> Result<Exit, Failure> {
    let report = all(test);
    test_report::faults(&report);
    let missed = missed(&test.gaps, &report);
    let for_people = || text(&report, test.verbose);
    let rendered = match test.format {
        Format::Text => for_people(),
        Format::Json => test_report::json(&report),
        Format::Junit => junit::xml(&report)?,
        Format::Github => coverage_annotations::github(&report),
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
    // Last, for nothing else in the report says it.
    for message in &missed {
        failure::print(&Failure::Message(message.clone()));
    }
    Ok(exit(&report, !missed.is_empty()))
}

/// Runs the tests, and what is asked about the policies.
fn all(test: &Test) -> Report {
    let gaps = &test.gaps;
    let mut watch =
        Watch { coverage: gaps.coverage.then(Default::default), cases: gaps.mutate.then(Vec::new) };
    let mut report = run::all(files::find(&test.paths), test.max_bytes, &mut watch);
    report.coverage = watch.coverage.map(|coverage| CoverageReport::new(&coverage, gaps.coverage_min));
    report.mutation = watch.cases.map(|cases| mutate::survey(cases, gaps.mutate_max));
    report
}

/// The policies first: the tests' counts stay on the last line.
fn text(report: &Report, verbose: bool) -> String {
    let coverage = report.coverage.as_ref().map(render::coverage::text);
    let mutation = report.mutation.as_ref().map(render::mutation::text);
    [coverage, mutation, Some(test_report::text(report, verbose))].into_iter().flatten().collect()
}

/// The bars that the tests do not pass.
fn missed(gaps: &Gaps, report: &Report) -> Vec<String> {
    let coverage = report.coverage.as_ref().and_then(|coverage| Some((coverage, coverage.missed()?)));
    let coverage = coverage.map(|(coverage, bar)| {
        format!("the coverage is {}, and `--coverage-min` asks for {bar}", Percent::of(coverage.all()))
    });
    let survivors = report.mutation.as_ref().map_or(0, |mutation| mutation.survivors.len());
    let survived = (gaps.mutate_strict && survivors > 0)
        .then(|| format!("no test notices {survivors} of the changes, and `--mutate-strict` asks for none"));
    coverage.into_iter().chain(survived).collect()
}

fn exit(report: &Report, missed: bool) -> Exit {
    if report.unreadable().next().is_some() {
        Exit::Invalid
    } else if report.failures().next().is_some() || missed {
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
