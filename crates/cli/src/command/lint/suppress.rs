//! What is known and not to be reported, since JSON has no comments to say so in the policy.

use std::path::Path;

use globset::GlobMatcher;
use ignore::gitignore::Gitignore;
use sayso::Severity;

use super::report::Finding;
use super::select::Selector;

/// Findings that are not reported: those that pass all of its parts.
#[derive(Debug)]
pub(crate) struct Suppression {
    /// Where it is written.
    pub(crate) place: String,
    /// What it is, for people.
    pub(crate) what: String,
    pub(crate) codes: Selector,
    pub(crate) paths: Option<Paths>,
    /// The place in the file, or what holds it, as a JSON pointer.
    pub(crate) pointer: Option<String>,
    pub(crate) sid: Option<GlobMatcher>,
}

impl Suppression {
    /// Whether it covers a finding in the file at `path`, which is relative to the settings' folder; none
    /// outside of it. The severity is the one the rule gives.
    pub(crate) fn covers(&self, finding: &Finding, severity: Severity, path: Option<&Path>) -> bool {
        self.codes.matches(finding.diagnostic.code, severity)
            && self.concerns(path)
            && self.pointer.as_deref().is_none_or(|pointer| is_within(&finding.pointer, pointer))
            && self.sid.as_ref().is_none_or(|sid| finding.sid.as_deref().is_some_and(|it| sid.is_match(it)))
    }

    /// Whether it is about the file at `path` at all.
    pub(crate) fn concerns(&self, path: Option<&Path>) -> bool {
        self.paths.as_ref().is_none_or(|paths| path.is_some_and(|path| paths.match_file(path)))
    }
}

fn is_within(pointer: &str, outer: &str) -> bool {
    pointer.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Patterns of paths, as `.gitignore` has them.
#[derive(Debug, Clone)]
pub(crate) struct Paths(pub(super) Gitignore);

impl Paths {
    /// Whether the file, relative to the settings' folder, or a folder that holds it is meant.
    pub(crate) fn match_file(&self, path: &Path) -> bool {
        let own = self.0.matched(path, false);
        let above = || path.ancestors().skip(1).map(|folder| self.0.matched(folder, true));
        // The innermost that says something decides.
        std::iter::once(own)
            .chain(above().filter(|_| path.parent().is_some()))
            .find(|found| !found.is_none())
            .is_some_and(|found| found.is_ignore())
    }
}

#[cfg(test)]
mod tests {
    use ignore::gitignore::GitignoreBuilder;

    use super::*;

    fn paths(pattern: &str) -> Paths {
        let mut builder = GitignoreBuilder::new("");
        builder.add_line(None, pattern).unwrap();
        Paths(builder.build().unwrap())
    }

    #[test]
    fn patterns_are_those_of_gitignore() {
        for (pattern, path, expected) in [
            ("*.scp.json", "org/root.scp.json", true),
            ("vendor/", "vendor/a/b.json", true),
            ("vendor/", "a/vendor/b.json", true),
            ("/vendor", "a/vendor/b.json", false),
            ("policies/app.json", "policies/app.json", true),
            ("policies/app.json", "old/policies/app.json", false),
            ("policies/*.json", "policies/deep/app.json", false),
            ("policies/**", "policies/deep/app.json", true),
            ("app.json", "app.json5", false),
        ] {
            assert_eq!(paths(pattern).match_file(Path::new(path)), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn a_pointer_covers_what_it_holds() {
        assert!(is_within("/Statement/1/Action/0", "/Statement/1"));
        assert!(is_within("/Statement/1", "/Statement/1"));
        assert!(is_within("/Statement", ""));
        assert!(!is_within("/Statement/10", "/Statement/1"));
        assert!(!is_within("/Statement", "/Statement/1"));
    }
}
