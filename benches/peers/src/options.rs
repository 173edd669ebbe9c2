//! The command line.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

pub(crate) const USAGE: &str = "\
sayso against its rivals, in one run on one corpus

usage: sayso-peers [--check | [--json FILE] [--require]]

  --check      only check that every engine decides as the corpus expects
  --json FILE  write the results for tools, too
  --require    fail unless sayso keeps its distance
";

/// What to do.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) check: bool,
    pub(crate) help: bool,
    pub(crate) json: Option<PathBuf>,
    pub(crate) require: bool,
}

impl Options {
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self::default();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--check" => options.check = true,
                "--help" | "-h" => options.help = true,
                "--json" => {
                    options.json = Some(arguments.next().context("`--json` needs a file")?.into());
                }
                "--require" => options.require = true,
                _ => bail!("unknown option `{argument}`\n\n{USAGE}"),
            }
        }
        if options.check && (options.require || options.json.is_some()) {
            bail!("`--check` measures nothing that `--json` or `--require` could use");
        }
        Ok(options)
    }
}
