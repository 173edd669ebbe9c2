//! Builds the fuzzers with what LLVM offers on a stable toolchain.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::repository;
use crate::test::{cargo, require_compiler};
use crate::toolchain::Toolchain;

/// What `cargo fuzz` passes on nightly, without the sanitizer: this workspace has no unsafe code to watch.
const FLAGS: [&str; 5] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// Builds every fuzzer; the folder that they are in.
pub(super) fn build() -> Result<PathBuf> {
    require_compiler()?;
    let host = Toolchain::here()?.target;
    let folder = repository().join("target/fuzz");
    let mut command = cargo();
    // With a target named, even if it is the host, build scripts and macros are not instrumented.
    command.args(["build", "--package", "sayso-fuzz", "--bins", "--features", "libfuzzer"]);
    command.args(["--profile", "fuzz", "--target", &host, "--target-dir"]).arg(&folder);
    command.env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
    if !command.status().context("cargo does not start")?.success() {
        bail!("the fuzzers do not build");
    }
    Ok(folder.join(host).join("fuzz"))
}
