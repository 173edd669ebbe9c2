//! `sayso rule`: what the linter looks for.

use clap::{Args, ValueEnum};
use sayso::lint;

use crate::command::lint::select;
use crate::exit::Exit;
use crate::input::Failure;
use crate::output;
use crate::render::rule;

const EXAMPLES: &str = "\
Examples:
  sayso rule                          every rule with its severity
  sayso rule INVALID_EFFECT           what it finds, why that matters, what to write
  sayso rule --format json            the same for programs

Exit codes: 0 as asked, 2 there is no such rule.";

/// Explain a rule of the linter, or list them all
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, after_help = "See `sayso rule --help` for examples.")]
pub(crate) struct Rule {
    /// The rule to explain; without one they are listed
    code: Option<String>,
    /// Output
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

pub(crate) fn run(flags: &Rule) -> Result<Exit, Failure> {
    let text = match &flags.code {
        None => {
            let mut rules: Vec<&lint::Rule> = lint::rules().collect();
            rules.sort_by_key(|rule| rule.code);
            match flags.format {
                Format::Text => rule::list(&rules),
                Format::Json => rule::list_json(&rules),
                Format::Markdown => rule::list_markdown(&rules),
            }
        }
        Some(code) => {
            if let Some((code, meaning)) = select::reader(code) {
                output::line(format_args!("{code}\n\n{meaning}"));
                return Ok(Exit::Success);
            }
            let found = lint::rule(code);
            let found = found.ok_or_else(|| format!("there is no rule `{code}`; {}", select::hint(code)))?;
            match flags.format {
                Format::Text => rule::page(found),
                Format::Json => rule::json(found),
                Format::Markdown => found.page.to_owned(),
            }
        }
    };
    output::line(text.trim_end_matches('\n'));
    Ok(Exit::Success)
}
