//! Where the run took place.

use std::fs;
use std::process::Command;
use std::thread::available_parallelism;

/// What a reader needs to judge the figures.
pub(crate) struct Machine {
    pub(crate) processor: String,
    pub(crate) cores: usize,
    pub(crate) rustc: String,
    pub(crate) node: String,
}

impl Machine {
    pub(crate) fn here() -> Self {
        Self {
            processor: processor().unwrap_or_else(unknown),
            cores: available_parallelism().map_or(0, usize::from),
            rustc: version("rustc").unwrap_or_else(unknown),
            node: version("node").unwrap_or_else(unknown),
        }
    }
}

fn unknown() -> String {
    "unknown".to_owned()
}

fn processor() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// The number in what `program --version` prints.
fn version(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let number = text.split_whitespace().find(|word| word.contains('.'))?;
    Some(number.trim_start_matches('v').to_owned())
}
