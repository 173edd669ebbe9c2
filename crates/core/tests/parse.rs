//! The cases of `tests/cases/parse`: a text and the diagnostics it deserves.

#[cfg(test)]
mod tests {
    use std::fmt::Write;
    use std::fs;
    use std::path::{Path, PathBuf};

    use sayso::{Limits, PolicyDocument, PolicyType, Source};

    fn cases() -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/parse");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut cases: Vec<_> = files.filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
        cases.sort();
        cases
    }

    /// The type that the first line of an expectation names.
    fn policy_type(expected: &str) -> Option<PolicyType> {
        let name = expected.lines().next()?.strip_prefix("# type: ")?;
        let known = PolicyType::ALL.into_iter().find(|known| format!("{known:?}") == name);
        Some(known.unwrap_or_else(|| panic!("no policy type `{name}`")))
    }

    fn read(path: &Path, policy_type: Option<PolicyType>) -> String {
        let name = path.file_name().unwrap().to_string_lossy();
        let mut lines = policy_type.map(|known| format!("# type: {known:?}\n")).unwrap_or_default();
        let source = match Source::from_bytes(name, fs::read(path).unwrap()) {
            Ok(source) => source,
            Err(fault) => return format!("{lines}{fault}\n"),
        };
        let document = PolicyDocument::parse(&source, &Limits::default());
        let checked = policy_type.map(|policy_type| document.check(policy_type)).unwrap_or_default();
        for diagnostic in document.diagnostics().iter().chain(&checked) {
            writeln!(lines, "{diagnostic}").unwrap();
        }
        lines
    }

    #[test]
    fn every_case_gives_the_diagnostics_it_expects() {
        let update = std::env::var_os("UPDATE").is_some();
        let mut wrong = String::new();
        for path in cases() {
            let expectation = path.with_extension("expected");
            let expected = fs::read_to_string(&expectation).unwrap_or_default();
            let found = read(&path, policy_type(&expected));
            if found != expected && update {
                fs::write(expectation, found).unwrap();
            } else if found != expected {
                let name = path.file_stem().unwrap().display();
                write!(wrong, "--- {name}: expected\n{expected}+++ found\n{found}").unwrap();
            }
        }
        assert!(wrong.is_empty(), "{wrong}UPDATE=1 rewrites the expectations");
    }
}
