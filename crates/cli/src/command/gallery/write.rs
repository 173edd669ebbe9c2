//! `--write`: an example's files, to play with.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::examples::Example;
use crate::exit::Exit;
use crate::input::{Failure, text};
use crate::output;

/// Copies the files, unless one of them is there already: then none is written.
pub(super) fn copy(example: &Example, folder: &Path) -> Result<Exit, Failure> {
    let paths: Vec<(PathBuf, &str)> =
        example.files.iter().map(|file| (folder.join(file.name), file.text)).collect();
    // A link that leads nowhere is there, too.
    if let Some((path, _)) = paths.iter().find(|(path, _)| path.symlink_metadata().is_ok()) {
        return Err(Failure::Message(format!(
            "`{}` exists and is not overwritten; nothing was written: name another folder",
            path.display()
        )));
    }
    fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
    for (path, text) in &paths {
        let file = OpenOptions::new().write(true).create_new(true).open(path);
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| unwritten(path, &error))?;
        output::line(format_args!("wrote {}", path.display()));
    }
    output::line(format_args!("\n`sayso test {}` runs its tests", folder.display()));
    Ok(Exit::Success)
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    Failure::Message(format!("cannot write `{}`: {}", path.display(), text::reason(error)))
}
