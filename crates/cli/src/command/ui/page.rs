//! The page, as it was built.

use std::io::{self, Read as _};

use flate2::read::GzDecoder;

/// One file of HTML with everything in it, compressed with gzip; `cargo xtask web --embed` writes it.
pub(super) const COMPRESSED: &[u8] = include_bytes!("page.html.gz");

/// The same for a client that takes no gzip.
pub(super) fn plain() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(COMPRESSED).read_to_end(&mut bytes)?;
    Ok(bytes)
}
