//! The compiler that builds what is measured.

use std::env;
use std::process::Command;

use anyhow::{Context as _, Result};

/// Which compiler, for which machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Toolchain {
    /// The version alone, as in `1.88.0`.
    pub(crate) rustc: String,
    /// The host's triple, which cargo builds for unless told otherwise.
    pub(crate) target: String,
}

impl Toolchain {
    /// Asks the rustc that cargo calls.
    pub(crate) fn here() -> Result<Self> {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let output = Command::new(rustc).arg("-vV").output().context("rustc does not start")?;
        let text = String::from_utf8_lossy(&output.stdout);
        let field = |name: &str| {
            let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            value.map(str::to_owned).with_context(|| format!("`rustc -vV` names no {name}"))
        };
        Ok(Self { rustc: field("release")?, target: field("host")? })
    }
}
