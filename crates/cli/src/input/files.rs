//! The files that paths stand for: files, folders and globs.

use std::fs;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

use super::text::reason;

/// What the names of test files in folders end with.
const ENDINGS: [&str; 3] = [".test.yaml", ".test.yml", ".test.json"];

/// Folders that hold other people's files.
const SKIPPED: [&str; 2] = ["target", "node_modules"];

/// The files found, and why others were not.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Sorted within a folder, else in the order given; none twice.
    pub(crate) files: Vec<String>,
    /// The paths that lead nowhere, each with a message.
    pub(crate) faults: Vec<(String, String)>,
}

/// Finds the test files that `paths` stand for; `-` is standard input.
pub(crate) fn find(paths: &[String]) -> Found {
    let mut found = Found::default();
    for path in paths {
        let path = path.strip_prefix("file://").unwrap_or(path);
        let before = found.files.len();
        match fs::metadata(path) {
            _ if path == "-" => found.add(path.to_owned()),
            Ok(metadata) if metadata.is_dir() => {
                let is_test = |file: &Path| ends_as_test(file);
                found.walk(Path::new(path), &is_test);
                let complaint =
                    || format!("no test file in `{path}`: names there end in `{}`", ENDINGS.join("`, `"));
                found.complain_unless(before, path, complaint);
            }
            Ok(_) => found.add(path.to_owned()),
            Err(error) => match glob(path) {
                Some(Ok(glob)) => {
                    found.walk(&base(path), &|file: &Path| glob.is_match(tidy(file)));
                    found.complain_unless(before, path, || format!("no file matches `{path}`"));
                }
                Some(Err(message)) => found.fault(path, format!("`{path}` is no pattern: {message}")),
                None => found.fault(path, format!("cannot read `{path}`: {}", reason(&error))),
            },
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.files.retain(|file| seen.insert(file.clone()));
    found
}

/// The JSON files below a folder, sorted; or the one file.
pub(crate) fn json_below(path: &str) -> Found {
    let mut found = Found::default();
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            let is_json = |file: &Path| file.extension().is_some_and(|extension| extension == "json");
            found.walk(Path::new(path), &is_json);
            found.complain_unless(0, path, || format!("the folder `{path}` holds no JSON file"));
        }
        Ok(_) => found.add(path.to_owned()),
        Err(error) => found.fault(path, format!("cannot read `{path}`: {}", reason(&error))),
    }
    found
}

impl Found {
    fn add(&mut self, file: String) {
        self.files.push(file);
    }

    fn fault(&mut self, path: &str, message: String) {
        self.faults.push((path.to_owned(), message));
    }

    fn complain_unless(&mut self, before: usize, path: &str, message: impl FnOnce() -> String) {
        if self.files.len() == before {
            self.fault(path, message());
        }
    }

    /// Adds the files below a folder that `wanted` picks, sorted. Links to folders are not followed: they
    /// may lead round in circles.
    fn walk(&mut self, folder: &Path, wanted: &dyn Fn(&Path) -> bool) {
        let mut folders = vec![folder.to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            let place = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
            match fs::read_dir(place).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
                Ok(entries) => {
                    for entry in entries {
                        let name = entry.file_name().to_string_lossy().into_owned();
                        let path = folder.join(entry.file_name());
                        match entry.file_type() {
                            Ok(kind) if kind.is_dir() && !is_skipped(&name) => folders.push(path),
                            Ok(kind) if !kind.is_dir() && is_file(&name, &path) && wanted(&path) => {
                                files.push(tidy(&path));
                            }
                            _ => {}
                        }
                    }
                }
                Err(error) => {
                    let place = place.display().to_string();
                    self.fault(&place, format!("cannot read `{place}`: {}", reason(&error)));
                }
            }
        }
        files.sort_unstable();
        self.files.append(&mut files);
    }
}

/// Not hidden, and a file or a link to one.
fn is_file(name: &str, path: &Path) -> bool {
    !name.starts_with('.') && path.is_file()
}

fn is_skipped(name: &str) -> bool {
    name.starts_with('.') || SKIPPED.contains(&name)
}

fn ends_as_test(file: &Path) -> bool {
    let name = file.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// A path without a leading `./`.
fn tidy(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

fn is_pattern(part: &str) -> bool {
    part.contains(['*', '?', '[', '{'])
}

/// The matcher of a pattern; `None` for a plain path. `*` stays within a folder, `**` does not.
fn glob(path: &str) -> Option<Result<GlobMatcher, String>> {
    if !is_pattern(path) {
        return None;
    }
    let glob = GlobBuilder::new(path.strip_prefix("./").unwrap_or(path)).literal_separator(true).build();
    Some(glob.map(|glob| glob.compile_matcher()).map_err(|error| error.kind().to_string()))
}

/// The folder that holds all that a pattern can match: its parts before the first with a wildcard.
fn base(pattern: &str) -> PathBuf {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let parts = pattern.split_inclusive('/').take_while(|part| !is_pattern(part));
    PathBuf::from(parts.collect::<String>())
}
