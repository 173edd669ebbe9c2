//! Tables as Rust expressions: compiled into the catalogue, nothing is parsed when it starts.

use std::fmt::Write as _;

/// A slice with an entry a line.
pub(super) fn table(source: &str, entries: impl IntoIterator<Item = String>) -> String {
    let mut out = format!("// Written by `cargo xtask catalog` from {source}: change nothing here.\n&[\n");
    for entry in entries {
        for line in entry.lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    out + "]\n"
}

/// A slice of strings on one line.
pub(super) fn strings<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = items.into_iter().map(|item| format!("{item:?}")).collect();
    format!("&[{}]", quoted.join(", "))
}

/// The rows of a table kept by hand: fields between tabs, `#` before remarks.
pub(super) fn rows(tsv: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = tsv.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split('\t').collect())
}
