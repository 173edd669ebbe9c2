//! `cargo xtask fuzz`: coverage-guided fuzzing on the stable toolchain. fuzz/README.md tells more.

mod build;
mod corpus;
mod run;

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Result, bail};

use run::{Limit, Outcome};

use crate::repository;

/// Fuzz the targets of fuzz/, two at a time (needs a C++ compiler).
///
/// What is new goes into a scratch corpus below target/; a finding fails, with the input's path.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The targets; all of them without any.
    targets: Vec<String>,
    /// How long to run each target.
    #[arg(long, default_value_t = 60, conflicts_with = "runs")]
    seconds: u64,
    /// How many executions to run of each target instead.
    #[arg(long)]
    runs: Option<u64>,
    /// How many targets to run at a time; two, or one on a single core, unless told otherwise.
    #[arg(long)]
    jobs: Option<NonZero<usize>>,
    /// Run nothing: merge the scratch corpora into the committed ones, which keeps what covers all.
    #[arg(long, conflicts_with_all = ["seconds", "runs"])]
    minimise: bool,
}

/// The folders of one target.
pub(crate) struct Target {
    name: String,
    binary: PathBuf,
    /// Committed, as the seed of every run.
    corpus: PathBuf,
    /// Below target/: grows with every run.
    scratch: PathBuf,
    /// Where findings go.
    findings: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let names = targets(&args.targets)?;
    let binaries = build::build()?;
    let targets: Vec<Target> =
        names.into_iter().map(|name| Target::new(name, &binaries)).collect::<Result<_>>()?;
    if args.minimise {
        return targets.iter().try_for_each(corpus::minimise);
    }
    let limit = args.runs.map_or(Limit::Seconds(args.seconds), Limit::Runs);
    let jobs = args.jobs.map_or_else(|| cores().min(2), NonZero::get);
    let failed = fuzz(&targets, limit, jobs);
    if failed.is_empty() {
        return Ok(());
    }
    bail!("fuzzing found something in {}", failed.join(", "));
}

/// Runs targets side by side; the names of those that found something.
fn fuzz(targets: &[Target], limit: Limit, jobs: usize) -> Vec<&str> {
    let pending = Mutex::new(targets.iter());
    let failed = Mutex::new(Vec::new());
    let next = || pending.lock().ok()?.next();
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some(target) = next() {
                    let held = match run::run(target, limit) {
                        Ok(Outcome { line, held }) => {
                            println!("{line}");
                            held
                        }
                        Err(error) => {
                            println!("{}: {error:#}", target.name);
                            false
                        }
                    };
                    if let (false, Ok(mut failed)) = (held, failed.lock()) {
                        failed.push(target.name.as_str());
                    }
                }
            });
        }
    });
    failed.into_inner().unwrap_or_default()
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// The targets wanted, of those that there are: the files of `fuzz/fuzz_targets`.
fn targets(wanted: &[String]) -> Result<Vec<String>> {
    let mut known = Vec::new();
    for entry in repository().join("fuzz/fuzz_targets").read_dir()? {
        known.extend(entry?.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    known.sort();
    if let Some(unknown) = wanted.iter().find(|name| !known.contains(name)) {
        bail!("`{unknown}` is no target: there are {}", known.join(", "));
    }
    Ok(if wanted.is_empty() { known } else { wanted.to_vec() })
}

impl Target {
    fn new(name: String, binaries: &Path) -> Result<Self> {
        let below = repository().join("target/fuzz");
        let target = Self {
            binary: binaries.join(&name),
            corpus: repository().join("fuzz/corpus").join(&name),
            scratch: below.join("corpus").join(&name),
            findings: below.join("findings").join(&name),
            name,
        };
        for folder in [&target.corpus, &target.scratch, &target.findings] {
            std::fs::create_dir_all(folder)?;
        }
        Ok(target)
    }

    /// The longest input worth trying: structured worlds need more bytes than one value.
    fn longest(&self) -> usize {
        match self.name.as_str() {
            "condition" | "pattern" | "settle" => 128,
            "account" => 2048,
            "denial" | "files" => 1024,
            "decide" | "message" => 256,
            _ => 512,
        }
    }

    /// Words that inputs of this target are made of, if it reads text.
    fn dictionary(&self) -> Option<PathBuf> {
        let file = repository().join("fuzz/dictionaries").join(&self.name);
        file.is_file().then_some(file)
    }
}
