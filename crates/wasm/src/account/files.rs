//! The files that were added, as other files name them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use sayso::case::LoadError;
use sayso::{PolicyLoader, Source};

/// Finds a file by a path that another one writes.
#[derive(Debug)]
pub(crate) struct Files<'f> {
    all: &'f [Source],
    /// What was named so far.
    used: &'f RefCell<BTreeSet<String>>,
    folder: &'f str,
}

impl<'f> Files<'f> {
    /// Paths are taken from the folder of `from`.
    pub(crate) fn of(files: &'f [Source], used: &'f RefCell<BTreeSet<String>>, from: &'f Source) -> Self {
        Self { all: files, used, folder: from.name().rsplit_once('/').map_or("", |(folder, _)| folder) }
    }

    /// The file at the path; else, since not everybody drops folders, the only one whose path ends most like it.
    fn find(&self, reference: &str) -> Option<&Source> {
        let wanted = parts(self.folder, reference);
        let mut best: (usize, Option<&Source>) = (0, None);
        for file in self.all {
            let own = parts("", file.name());
            let alike =
                own.iter().rev().zip(wanted.iter().rev()).take_while(|(one, other)| one == other).count();
            if alike == wanted.len() && alike == own.len() {
                return Some(file);
            }
            if alike > best.0 {
                best = (alike, Some(file));
            } else if alike == best.0 {
                best.1 = None;
            }
        }
        best.1
    }
}

impl PolicyLoader for Files<'_> {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        let Some(found) = self.find(reference) else {
            let shown: String = reference.chars().take(200).collect();
            return Err(LoadError::Missing(format!("`{shown}` is not among the files: drop them together")));
        };
        self.used.borrow_mut().insert(found.name().to_owned());
        Ok(found.clone())
    }
}

fn parts<'p>(folder: &'p str, path: &'p str) -> Vec<&'p str> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_finds_the_file_that_it_means_or_none() {
        let names = [
            "organization/organization.json",
            "organization/policies/stay.json",
            "other/policies/key.json",
            "key.json",
        ];
        let files = names.map(|name| Source::new(name, "{}"));
        let used = RefCell::default();
        let [from, ..] = &files;
        let all = Files::of(&files, &used, from);
        let found = |reference: &str| all.find(reference).map(|file| file.name().to_owned());
        assert_eq!(found("policies/stay.json").as_deref(), Some("organization/policies/stay.json"));
        assert_eq!(
            found("./policies/../policies/stay.json").as_deref(),
            Some("organization/policies/stay.json")
        );
        assert_eq!(found("policies/key.json").as_deref(), Some("other/policies/key.json"));
        assert_eq!(found("policies/none.json"), None);
    }
}
