//! `--suggest FILE`: the near miss, mended.

use std::path::Path;

use anstream::eprintln;
use sayso::Explanation;

use crate::input::{Failure, text};

/// Writes the edited policy; says on standard error what was written or why nothing was.
pub(super) fn write(explanation: &Explanation<'_>, path: &Path) -> Result<(), Failure> {
    let Some(suggestion) = explanation.suggestions().first() else {
        eprintln!("no edit of a given policy would allow this request: nothing is written");
        return Ok(());
    };
    let mut policy = suggestion.text.clone();
    if !policy.ends_with('\n') {
        policy.push('\n');
    }
    std::fs::write(path, policy).map_err(|error| {
        Failure::Message(format!("cannot write `{}`: {}", path.display(), text::reason(&error)))
    })?;
    eprintln!("wrote {}: {}", path.display(), suggestion.what);
    Ok(())
}
