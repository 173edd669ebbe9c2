//! Any bytes as a policy that is linted.

use sayso::lint::{self, Options};
use sayso::{Diagnostic, Limits, PolicyDocument, PolicyType, Source};

use crate::support::check;

/// Findings have places and fit a line, and are the same again; a safe fix leaves a policy that reads.
pub fn lint(data: &[u8]) {
    let Some((chosen, text)) = data.split_first() else { return };
    let Ok(source) = Source::from_bytes("policy", text.to_vec()) else { return };
    let policy_type = PolicyType::ALL[usize::from(*chosen) % PolicyType::ALL.len()];
    let found = findings(&source, policy_type);
    found.iter().for_each(check::diagnostic);
    assert_eq!(lines(&findings(&source, policy_type)), lines(&found));
    for fix in found.iter().filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.is_safe) {
        let mut text = source.text().to_owned();
        let mut edits = fix.edits.clone();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        for edit in &edits {
            text.replace_range(edit.span.range(), &edit.replacement);
        }
        let mended = findings(&Source::new("mended", text), policy_type);
        let broken = |list: &[Diagnostic]| list.iter().any(|finding| finding.code == "JSON_SYNTAX_ERROR");
        assert!(!broken(&mended), "{} breaks the text", fix.title);
    }
}

fn findings(source: &Source, policy_type: PolicyType) -> Vec<Diagnostic> {
    let document = PolicyDocument::parse(source, &Limits::default());
    lint::check(&document, policy_type, &Options::default())
}

fn lines(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(ToString::to_string).collect()
}
