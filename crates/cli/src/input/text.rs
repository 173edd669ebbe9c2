//! Texts from files and standard input, never more than the limit.

use std::fs::File;
use std::io::{self, Read};

use sayso::{Diagnostic, Source, Span};

use super::Failure;

/// Reads a file, or standard input for `-`; `file://` is accepted where AWS CLI users type it.
pub(crate) fn read(path: &str, max_bytes: usize) -> Result<Source, Failure> {
    let path = path.strip_prefix("file://").unwrap_or(path);
    if path == "-" {
        return limited("<stdin>", io::stdin().lock(), max_bytes);
    }
    let unreadable = |error: io::Error| Failure::Message(format!("cannot read `{path}`: {}", reason(&error)));
    let file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(Failure::Message(format!("cannot read `{path}`: it is a folder")));
    }
    limited(path, file, max_bytes)
}

/// Stops at the first byte beyond the limit, so that a huge input costs no more than the limit.
fn limited(name: &str, from: impl Read, max_bytes: usize) -> Result<Source, Failure> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(max_bytes).unwrap_or(u64::MAX).saturating_add(1);
    from.take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::Message(format!("cannot read `{name}`: {}", reason(&error))))?;
    if bytes.len() > max_bytes {
        let source = Source::new(name, "");
        let message = format!("the document is larger than {max_bytes} bytes");
        let diagnostic = Diagnostic::error("DOCUMENT_TOO_LARGE", &source, Span::at(0), message);
        return Err(diagnostic.help("raise the limit with `--max-bytes`").into());
    }
    Source::from_bytes(name, bytes).map_err(Failure::from)
}

/// The system's words without its error number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + characters.as_str())
}
