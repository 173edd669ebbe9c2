//! What the page was built of, as one number: it guards against forgetting to build it anew, not against malice.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::repository;

/// Files and folders that the page is built from.
const SOURCES: [&str; 9] = [
    "crates/catalog/Cargo.toml",
    "crates/catalog/data",
    "crates/catalog/src",
    "crates/core/Cargo.toml",
    "crates/core/src",
    "crates/wasm",
    "policies",
    "tests/accounts/shop",
    "web",
];

/// What the builds leave in `web`, and what only its tests need.
const NOT_SOURCES: [&str; 4] = ["web/dist", "web/generated", "web/node_modules", "web/tests"];

/// A line that changes with the path or the content of any source.
pub(super) fn of_sources() -> Result<String> {
    of(repository(), &SOURCES)
}

fn of(root: &Path, sources: &[&str]) -> Result<String> {
    let mut files = Vec::new();
    for source in sources {
        collect(root, Path::new(source), &mut files)?;
    }
    // With slashes on every system, and so in one order, too.
    let mut named: Vec<(String, PathBuf)> =
        files.into_iter().map(|path| (path.to_string_lossy().replace('\\', "/"), path)).collect();
    named.sort();
    let mut hash = Hash::default();
    for (name, path) in named {
        hash.part(name.as_bytes());
        hash.part(&fs::read(root.join(&path)).with_context(|| format!("{name} can't be read"))?);
    }
    Ok(format!("{:016x}\n", hash.0))
}

/// The files at or below `path`, without hidden ones: editors and systems leave those about.
fn collect(root: &Path, path: &Path, into: &mut Vec<PathBuf>) -> Result<()> {
    if !root.join(path).is_dir() {
        into.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(root.join(path)).with_context(|| path.display().to_string())? {
        let name = entry?.file_name();
        let below = path.join(&name);
        if !name.to_string_lossy().starts_with('.')
            && !NOT_SOURCES.iter().any(|left_out| below == Path::new(left_out))
        {
            collect(root, &below, into)?;
        }
    }
    Ok(())
}

/// FNV-1a of 64 bits: the same everywhere and always, which the standard library's hashes are not.
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    /// Its length first, so that no two lists of parts are the same bytes.
    fn part(&mut self, bytes: &[u8]) {
        for byte in (bytes.len() as u64).to_le_bytes().iter().chain(bytes) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(files: &[(&str, &str)]) -> String {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        of(folder.path(), &["a", "web"]).unwrap()
    }

    #[test]
    fn a_source_by_any_other_name_or_text_counts() {
        let before = stamp(&[("a/x.rs", "x"), ("web/src/y.ts", "y")]);
        assert_eq!(before, stamp(&[("web/src/y.ts", "y"), ("a/x.rs", "x")]), "its order does not");
        for other in [
            [("a/x.rs", "z"), ("web/src/y.ts", "y")],
            [("a/z.rs", "x"), ("web/src/y.ts", "y")],
            [("a/x.rs", ""), ("web/src/y.ts", "xy")],
        ] {
            assert_ne!(before, stamp(&other), "{other:?}");
        }
        let beside = [("web/dist/z.html", "z"), ("web/tests/z.ts", "z"), ("web/src/.y.ts.swp", "z")];
        let sources = [("a/x.rs", "x"), ("web/src/y.ts", "y")];
        assert_eq!(before, stamp(&[sources.as_slice(), beside.as_slice()].concat()));
    }
}
