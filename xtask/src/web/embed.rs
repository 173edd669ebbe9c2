//! The page in the binary: the built one, compressed and committed, with the stamp of its sources beside it.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use flate2::{Compression, GzBuilder};

use super::folder;
use crate::repository;

/// Puts the built page into the command line's sources.
pub(super) fn write(stamp: &str) -> Result<()> {
    let built = folder().join("dist/sayso.html");
    let html = fs::read(&built).with_context(|| format!("{} can't be read", built.display()))?;
    let packed = pack(&html)?;
    fs::write(place().join("page.html.gz"), &packed)?;
    fs::write(sources(), stamp)?;
    println!("the page for the binary: {} bytes, of {}", packed.len(), html.len());
    Ok(())
}

/// With neither a time nor a name in it: the same page makes the same bytes.
fn pack(html: &[u8]) -> Result<Vec<u8>> {
    let mut packed = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    packed.write_all(html)?;
    Ok(packed.finish()?)
}

/// Fails where the page in the binary was built of something else.
pub(super) fn check(stamp: &str) -> Result<()> {
    let embedded = fs::read_to_string(sources()).unwrap_or_default();
    ensure!(
        embedded.trim_end() == stamp.trim_end(),
        "the page in the binary is of other sources: run cargo xtask web --embed"
    );
    Ok(())
}

fn sources() -> PathBuf {
    place().join("page.sources")
}

fn place() -> PathBuf {
    repository().join("crates/cli/src/command/ui")
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_page_is_packed_without_a_time() {
        let html = "<!doctype html>".repeat(99);
        let packed = pack(html.as_bytes()).unwrap();
        assert_eq!(packed[4..8], [0; 4]);
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, html);
    }
}
