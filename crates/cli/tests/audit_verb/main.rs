//! `sayso audit`, as its users run it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "clippy allows these in test functions, not in what they share"
)]

#[path = "../support/folder.rs"]
mod folder;
mod formats;
mod inputs;
mod paths;
mod usage;

use std::path::{Path, PathBuf};

use serde_json::Value;

use folder::{Folder, Ran, run};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/accounts/audit").canonicalize().unwrap()
}

/// An audit of the sample at a set time, with more arguments.
fn audit(more: &[&str]) -> Ran {
    let now = ["audit", "--account", "account.json", "--now", "2026-11-15T00:00:00Z"];
    run(&samples(), &[&now[..], more].concat(), "")
}

/// The same as JSON.
fn json(more: &[&str]) -> Value {
    serde_json::from_str(&audit(&[&["--format", "json"][..], more].concat()).out).unwrap()
}

/// Code, principal without its account, and line of each finding.
fn findings(report: &Value) -> Vec<(String, String, u64)> {
    let of = |it: &Value| {
        let principal = it["principal"].as_str().unwrap().rsplit(':').next().unwrap().to_owned();
        (it["code"].as_str().unwrap().to_owned(), principal, it["line"].as_u64().unwrap())
    };
    report["findings"].as_array().unwrap().iter().map(of).collect()
}
