//! `sayso gallery`: worked examples, in the binary.

mod examples;
mod run;
mod show;
mod write;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::exit::Exit;
use crate::input::Failure;
use examples::Example;
use run::Tested;

const EXAMPLES: &str = "\
Examples:
  sayso gallery                                   what there is
  sayso gallery notaction-trap                    one story, its files and tests
  sayso gallery notaction-trap --write play       its files, to change and test
  sayso gallery --run                             the tests of all examples

Exit codes: 0 as asked, 1 a test failed, 2 no such example, or its files cannot be written.";

/// Worked examples: what people expect of IAM, what it does, and the lesson
///
/// Each is a short story with its policies and a scenario that proves it. They are part of the program:
/// nothing is read or sent.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, after_help = "See `sayso gallery --help` for examples.")]
pub(crate) struct Gallery {
    /// The example to show; without one they are listed
    slug: Option<String>,
    /// Run the tests of all examples, or of the one named
    #[arg(long)]
    run: bool,
    /// Copy the example's files to this folder; files that are there are not overwritten
    #[arg(long, value_name = "DIR", requires = "slug", conflicts_with_all = ["run", "format"])]
    write: Option<PathBuf>,
    /// Output
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(gallery: &Gallery) -> Result<Exit, Failure> {
    let example = gallery.slug.as_deref().map(examples::find).transpose()?;
    match (example, &gallery.write) {
        (Some(example), Some(folder)) => write::copy(example, folder),
        (Some(example), None) if !gallery.run => story(example, gallery.format),
        (None, _) if !gallery.run => {
            show::list(examples::all(), gallery.format);
            Ok(Exit::Success)
        }
        (Some(example), _) => tests(std::slice::from_ref(example), gallery.format),
        (None, _) => tests(examples::all(), gallery.format),
    }
}

fn story(example: &'static Example, format: Format) -> Result<Exit, Failure> {
    let tested = run::example(example)?;
    show::story(&tested, format);
    Ok(exit(&[tested]))
}

fn tests(examples: &'static [Example], format: Format) -> Result<Exit, Failure> {
    let tested: Result<Vec<Tested>, Failure> = examples.iter().map(run::example).collect();
    let tested = tested?;
    show::tests(&tested, format);
    Ok(exit(&tested))
}

fn exit(tested: &[Tested]) -> Exit {
    let failed = tested.iter().any(|example| example.failed() > 0);
    if failed { Exit::Negative } else { Exit::Success }
}
