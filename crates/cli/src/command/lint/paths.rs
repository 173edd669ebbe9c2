//! Paths: as shown, and as told apart.

use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

/// The path from the root, without `.` and `..`; links are not followed.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut tidy = PathBuf::new();
    for component in whole.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}

/// The path as people and reports see it: below the current folder relative to it, with `/`.
pub(crate) fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let relative = if path.is_absolute() { path.strip_prefix(&current).unwrap_or(path) } else { path };
    let text = relative.strip_prefix("./").unwrap_or(relative).to_string_lossy();
    if MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() }
}

/// What a file is called in fingerprints and baselines, wherever the command runs: its path from the repository's
/// root, or the settings' folder, or the current one.
pub(super) fn key(file: &Path, config_folder: Option<&Path>) -> String {
    let repository = file.ancestors().skip(1).find(|folder| folder.join(".git").exists());
    let current = std::env::current_dir().unwrap_or_default();
    let root = repository.or(config_folder).unwrap_or(&current);
    shown(file.strip_prefix(root).unwrap_or(file))
}
