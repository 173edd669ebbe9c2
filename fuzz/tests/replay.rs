//! Every committed input through its target, on any machine and without a fuzzer.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;
use std::{fs, panic};

use sayso_fuzz::TARGETS;

/// The files of a folder; a target without any has none.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    files.sort();
    files
}

#[test]
fn every_committed_input_holds() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut failures = Vec::new();
    for (name, target) in TARGETS {
        for kind in ["corpus", "regressions"] {
            for file in files(&here.join(kind).join(name)) {
                let data = fs::read(&file).expect("a readable file");
                if panic::catch_unwind(|| target(&data)).is_err() {
                    failures.push(file);
                }
            }
        }
    }
    assert!(failures.is_empty(), "these do not hold: {failures:#?}");
}
