//! The text: the argument itself, a file, or standard input.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use flate2::read::MultiGzDecoder;
use sayso::Source;
use sayso::denial::MOST_BYTES;

use crate::input::{Failure, text};

/// Reads what the arguments mean. One word is a file where there is such a file or it looks like one.
pub(super) fn read(what: &[String]) -> Result<Source, Failure> {
    let [word] = what else {
        return match what {
            [] => text::read("-", MOST_BYTES),
            words => Ok(Source::new("<message>", words.join(" "))),
        };
    };
    let path = word.strip_prefix("file://").unwrap_or(word);
    let is_file = path == "-" || Path::new(path).exists();
    if !is_file && (path.contains(char::is_whitespace) || path.len() > 200) {
        return Ok(Source::new("<message>", word.clone()));
    }
    let is_packed = Path::new(path).extension().is_some_and(|it| it.eq_ignore_ascii_case("gz"));
    if is_packed { unpacked(path) } else { text::read(path, MOST_BYTES) }
}

fn unpacked(path: &str) -> Result<Source, Failure> {
    let unreadable =
        |error: std::io::Error| Failure::Message(format!("cannot read `{path}`: {}", text::reason(&error)));
    let mut bytes = Vec::new();
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let file = MultiGzDecoder::new(File::open(path).map_err(unreadable)?);
    file.take(most).read_to_end(&mut bytes).map_err(unreadable)?;
    Source::from_bytes(path, bytes).map_err(Failure::from)
}
