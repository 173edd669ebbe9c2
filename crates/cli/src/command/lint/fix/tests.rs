use std::collections::BTreeSet;
use std::sync::Arc;

use sayso::{Limits, PolicyDocument};

use super::*;

/// A fix: its edits as start and end, its policy, and whether another statement is its reason.
type Sample<'a> = (&'a [(usize, usize)], usize, bool);

/// A report of these fixes.
fn report(fixes: &[Sample<'_>]) -> FileReport {
    // Any finding will do; what counts is put in its place.
    let source = Source::new("a.json", r#"{"Statement": [{"Effect": "Maybe"}], "x": 1}"#);
    let document = PolicyDocument::parse(&source, &Limits::default());
    let findings = fixes.iter().map(|(edits, policy, looks_elsewhere)| {
        let mut diagnostic = document.diagnostics()[0].clone();
        let edits = edits
            .iter()
            .map(|(start, end)| TextEdit { span: Span::new(*start, *end), replacement: String::new() });
        let fix = sayso::Fix { title: String::new(), edits: edits.collect(), is_safe: true };
        diagnostic.fix = Some(Box::new(fix));
        Finding {
            diagnostic,
            policy: Some(*policy),
            label: String::new(),
            policy_type: None,
            pointer: String::new(),
            sid: None,
            fingerprint: String::new(),
            fails: false,
            looks_elsewhere: *looks_elsewhere,
            in_file: true,
        }
    });
    FileReport {
        name: String::new(),
        key: String::new(),
        path: None,
        policies: 1,
        findings: findings.collect(),
        failure: None,
        note: None,
        suppressed: 0,
        known: 0,
        used: BTreeSet::new(),
        config: Arc::default(),
        fixed: None,
    }
}

#[test]
fn fixes_of_a_round_keep_apart() {
    for (fixes, starts) in [
        (&[(&[(0, 2)][..], 0, false), (&[(3, 4)], 0, false)][..], &[0, 3][..]),
        // They touch or overlap.
        (&[(&[(0, 2)], 0, false), (&[(2, 4)], 0, false), (&[(1, 9)], 0, false)], &[0]),
        (&[(&[(5, 5)], 0, false), (&[(5, 5)], 0, false)], &[5]),
        // One between the edits of another, which come in any order.
        (&[(&[(8, 9), (0, 1)], 0, false), (&[(4, 5)], 0, false)], &[0, 8]),
        // Each is the other's reason.
        (&[(&[(0, 2)], 0, true), (&[(4, 6)], 0, true)], &[0]),
        (&[(&[(0, 2)], 0, false), (&[(4, 6)], 0, true)], &[0]),
        (&[(&[(0, 2)], 0, true), (&[(4, 6)], 0, false), (&[(8, 9)], 1, true)], &[0, 8]),
        // A fault of ours.
        (&[(&[(0, 5), (3, 6)], 0, false), (&[(8, 9)], 0, false)], &[8]),
    ] {
        let report = report(fixes);
        let (chosen, _) = choose(&report, false);
        let chosen: Vec<u32> = chosen.iter().map(|edit| edit.span.start).collect();
        assert_eq!(chosen, starts, "{fixes:?}");
    }
}

#[test]
fn edits_that_are_not_of_the_text_are_not_made() {
    let edit = |start, end| TextEdit { span: Span::new(start, end), replacement: "-".to_owned() };
    assert_eq!(apply("aéb", &[&edit(0, 1), &edit(3, 4)]).as_deref(), Some("-é-"));
    assert_eq!(apply("aéb", &[&edit(2, 3)]), None);
    assert_eq!(apply("aéb", &[&edit(4, 9)]), None);
}
