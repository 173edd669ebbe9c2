//! The cases of `tests/cases/assist`: a text with a cursor, `|`, what could be written there and what is said of what
//! is written there.

#[cfg(test)]
mod tests {
    use std::fmt::Write;
    use std::fs;
    use std::path::{Path, PathBuf};

    use sayso::{PolicyType, assist};
    use sayso_catalog::ServiceReference;

    /// Items of an expectation.
    const SHOWN: usize = 12;

    fn cases() -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/assist");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut cases: Vec<_> = files.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
        cases.sort();
        cases
    }

    /// The type that the name of a case ends with: `effect.identity.txt`.
    fn policy_type(path: &Path) -> Option<PolicyType> {
        let stem = Path::new(path.file_stem().unwrap());
        let name = stem.extension()?.to_str().unwrap();
        PolicyType::ALL.into_iter().find(|known| format!("{known:?}").eq_ignore_ascii_case(name))
    }

    fn answer(text: &str, policy_type: Option<PolicyType>) -> String {
        let offset = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let reference = ServiceReference::embedded();
        let found = assist::complete(&text, offset, policy_type, &reference);
        let mut answer =
            format!("replaces `{}`, {} items\n", text.get(found.replace.range()).unwrap(), found.items.len());
        for item in found.items.iter().take(SHOWN) {
            writeln!(answer, "{:?} {}  <{}>  {}", item.kind, item.label, item.insert, item.detail).unwrap();
        }
        if let Some(hover) = assist::hover(&text, offset, policy_type, &reference) {
            writeln!(answer, "\nof `{}`:\n{}", text.get(hover.span.range()).unwrap(), hover.markdown)
                .unwrap();
        }
        answer
    }

    #[test]
    fn every_case_gets_the_answer_it_expects() {
        let update = std::env::var_os("UPDATE").is_some();
        let mut wrong = String::new();
        for path in cases() {
            let expectation = path.with_extension("expected");
            let expected = fs::read_to_string(&expectation).unwrap_or_default();
            let found = answer(&fs::read_to_string(&path).unwrap(), policy_type(&path));
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
