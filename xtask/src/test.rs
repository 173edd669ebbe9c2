//! `cargo xtask test`: everything that has to hold, in the order in which it fails fastest.

use std::env;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::{examples, instructions, performance};

/// A command of cargo, what it checks, and what a machine without it needs.
struct Step {
    checks: &'static str,
    arguments: &'static [&'static str],
    rustdoc_flags: &'static str,
}

const STEPS: [Step; 3] = [
    Step { checks: "formatting", arguments: &["fmt", "--all", "--check"], rustdoc_flags: "" },
    Step {
        checks: "lints",
        arguments: &["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"],
        rustdoc_flags: "",
    },
    Step {
        checks: "documentation",
        arguments: &["doc", "--workspace", "--no-deps", "--quiet"],
        rustdoc_flags: "--deny warnings",
    },
];
const TESTS: Step = Step { checks: "tests", arguments: &["test", "--workspace"], rustdoc_flags: "" };

pub(crate) fn run() -> anyhow::Result<()> {
    for component in ["fmt", "clippy"] {
        require(component)?;
    }
    STEPS.iter().try_for_each(Step::run)?;
    println!("== examples: every public item has one");
    examples::run()?;
    TESTS.run()?;
    println!("== performance: what is committed agrees with itself");
    performance::check()?;
    println!("== instructions: every stage costs what benches/instructions.tsv says");
    instructions::run(&instructions::Args::default())?;
    println!("== all passed");
    Ok(())
}

impl Step {
    fn run(&self) -> anyhow::Result<()> {
        println!("== {}: cargo {}", self.checks, self.arguments.join(" "));
        let mut command = cargo();
        command.args(self.arguments).env("RUSTDOCFLAGS", self.rustdoc_flags);
        if !command.status().context("cargo does not start")?.success() {
            bail!("{} failed", self.checks);
        }
        Ok(())
    }
}

/// Names what the machine lacks instead of failing on it halfway.
fn require(component: &str) -> anyhow::Result<()> {
    let found = cargo().args([component, "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if found.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    bail!("`cargo {component}` is missing: install it with `rustup component add rustfmt clippy`")
}

/// libFuzzer is C++, which nothing else here is.
pub(crate) fn require_compiler() -> anyhow::Result<()> {
    let compiler = env::var_os("CXX").unwrap_or_else(|| "c++".into());
    let found = Command::new(compiler).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if found.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    bail!("a C++ compiler is missing: install `g++`, or set CXX")
}

/// The cargo that runs this chore.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
