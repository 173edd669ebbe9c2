//! The engine as WebAssembly.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use crate::repository;
use crate::test::cargo;
use crate::toolchain::Toolchain;

const TARGET: &str = "wasm32-unknown-unknown";
/// The usual limit for size, 5, leaves thousands of functions that only call the next; beyond this one code is
/// repeated more than calls are saved.
const INLINE: &str = "-Cllvm-args=-inline-threshold=40";

/// The page loads the one without accounts first, the other when somebody opens one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    Small,
    WithAccounts,
}

impl Engine {
    pub(super) const ALL: [Self; 2] = [Self::Small, Self::WithAccounts];

    /// What its files are called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Small => "sayso",
            Self::WithAccounts => "sayso_account",
        }
    }
}

/// Builds an engine; the module that came of it, which the next build replaces.
pub(super) fn build(engine: Engine) -> Result<PathBuf> {
    let folder = repository().join("target/web");
    let mut command = cargo();
    command.current_dir(repository()).args(["build", "--package", "sayso-wasm", "--profile", "web"]);
    command.args(["--target", TARGET, "--target-dir"]).arg(&folder);
    if engine == Engine::Small {
        command.arg("--no-default-features");
    }
    if is_installed()? {
        command.env(variable("RUSTFLAGS"), INLINE);
    } else {
        with_source(&mut command)?;
    }
    ensure!(command.status().context("cargo does not start")?.success(), "the engine does not build");
    Ok(folder.join(TARGET).join("web/sayso_wasm.wasm"))
}

/// Whether the rustc that cargo calls has the target's standard library.
fn is_installed() -> Result<bool> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    Ok(Path::new(&print(Path::new(&rustc), &["target-libdir", "--target", TARGET])?).is_dir())
}

/// Builds the standard library, too. That takes a rustc with its source, and lets it leave out what a page never
/// shows: the words of panics.
fn with_source(command: &mut Command) -> Result<()> {
    let compilers = on_path("rustc");
    let has_source = |rustc: &&PathBuf| {
        let sysroot = print(rustc, &["sysroot"]).unwrap_or_default();
        Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.toml").is_file()
    };
    let Some(rustc) = compilers.iter().find(has_source) else {
        bail!(
            "the engine needs `rustup target add {TARGET}`, or a rustc on PATH with the standard library's source: \
             Debian has the packages rustc-web and rust-web-src"
        );
    };
    command.env("RUSTC", rustc).env("RUSTC_BOOTSTRAP", "1");
    command.args(["-Zbuild-std=std", "-Zbuild-std-features=optimize_for_size"]);
    let wordless = "-Zunstable-options -Cpanic=immediate-abort -Zfmt-debug=none -Zlocation-detail=none";
    command.env(variable("RUSTFLAGS"), format!("{wordless} {INLINE}"));
    if let Some(linker) = linker(&compilers)? {
        command.env(variable("LINKER"), linker);
    }
    Ok(())
}

/// Rust's own linker beside one of the compilers; without one rustc looks for its own.
fn linker(compilers: &[PathBuf]) -> Result<Option<PathBuf>> {
    let host = Toolchain::here()?.target;
    let beside =
        |rustc: &PathBuf| Some(Path::new(&print(rustc, &["sysroot"]).ok()?).join("lib/rustlib").join(&host));
    let linkers = compilers.iter().filter_map(beside).map(|folder| folder.join("bin/rust-lld"));
    Ok(linkers.chain(on_path("rust-lld")).find(|linker| linker.is_file()))
}

fn variable(name: &str) -> String {
    format!("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_{name}")
}

fn on_path(program: &str) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).map(|folder| folder.join(program)).filter(|file| file.is_file()).collect()
}

fn print(rustc: &Path, arguments: &[&str]) -> Result<String> {
    let output = Command::new(rustc).arg("--print").args(arguments).current_dir(repository()).output();
    let output = output.with_context(|| format!("{} does not start", rustc.display()))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
