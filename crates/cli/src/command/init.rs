//! `sayso init`: the files that make a project check its policies.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use clap::{Args, ValueEnum};

use crate::exit::Exit;
use crate::input::{Failure, text};
use crate::output;

const EXAMPLES: &str = "\
Examples:
  sayso init                      sayso.toml, the settings of `sayso lint`
  sayso init pre-commit github    a hook for pre-commit and a workflow for GitHub
  sayso init gitlab --print       what it would write

Files that are there are not overwritten.
Exit codes: 0 written, 2 a file is there already or cannot be written.";

/// Write the files that check policies in a project: hook, workflow, settings
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, after_help = "See `sayso init --help` for examples.")]
pub(crate) struct Init {
    /// What to write
    #[arg(value_enum, default_value = "config")]
    what: Vec<What>,
    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
    /// Print the files instead of writing them
    #[arg(long)]
    print: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum What {
    #[value(help = "sayso.toml: which rules count, and what is known")]
    Config,
    #[value(help = ".pre-commit-config.yaml: a hook that runs before each commit")]
    PreCommit,
    #[value(help = ".github/workflows/sayso.yml: annotations on pull requests, code scanning")]
    Github,
    #[value(help = ".gitlab-ci.yml: a job with a Code Quality report")]
    Gitlab,
}

impl What {
    /// Its path and text.
    fn file(self) -> (&'static Path, &'static str) {
        let (path, text) = match self {
            Self::Config => ("sayso.toml", include_str!("init/sayso.toml")),
            Self::PreCommit => (".pre-commit-config.yaml", include_str!("init/pre-commit.yaml")),
            Self::Github => (".github/workflows/sayso.yml", include_str!("init/github.yml")),
            Self::Gitlab => (".gitlab-ci.yml", include_str!("init/gitlab.yml")),
        };
        (Path::new(path), text)
    }
}

pub(crate) fn run(init: &Init) -> Result<Exit, Failure> {
    let mut wanted = init.what.clone();
    wanted.sort();
    wanted.dedup();
    let files: Vec<_> = wanted.into_iter().map(What::file).collect();
    if init.print {
        for (path, text) in files {
            output::line(format_args!("# {}\n{}", path.display(), text.trim_end()));
        }
        return Ok(Exit::Success);
    }
    // All or none: a link that leads nowhere is there, too.
    let there = files.iter().find(|(path, _)| !init.force && path.symlink_metadata().is_ok());
    if let Some((path, _)) = there {
        let hint = "`--print` shows what it would be, `--force` overwrites it";
        return Err(format!("`{}` exists and is not overwritten; {hint}", path.display()).into());
    }
    for (path, text) in files {
        write(path, text, init.force)?;
        output::line(format_args!("wrote {}", path.display()));
    }
    Ok(Exit::Success)
}

fn write(path: &Path, text: &str, force: bool) -> Result<(), Failure> {
    let unwritten = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => format!("`{}` exists and is not overwritten", path.display()),
        _ => format!("cannot write `{}`: {}", path.display(), text::reason(&error)),
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(unwritten)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).truncate(force).create(force).create_new(!force);
    let mut file = options.open(path).map_err(unwritten)?;
    file.write_all(text.as_bytes()).map_err(unwritten)?;
    Ok(())
}
