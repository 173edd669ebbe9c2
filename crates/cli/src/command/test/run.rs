//! Running: a file's cases, each decided and compared with what it expects.

use std::path::Path;

use sayso::case::UnreadableCase;
use sayso::{Case, Coverage, Diagnostic, Expected, Limits, Source, Span, Trace, decide, evaluate};

use super::coverage;
use super::reason;
use super::report::{FileReport, Report, TestFailure, TestReport, Unreadable};
use crate::input::files::Found;
use crate::input::loader::Loader;
use crate::input::{Failure, scenario, text};

/// What is wanted of the cases that run, besides their results.
#[derive(Default)]
pub(super) struct Watch {
    pub(super) coverage: Option<Coverage>,
    /// The cases, for another run.
    pub(super) cases: Option<Vec<Case>>,
}

impl Watch {
    fn case(&mut self, case: &Case) {
        if let Some(coverage) = &mut self.coverage {
            coverage::record(coverage, case);
        }
        if let Some(cases) = &mut self.cases {
            cases.push(case.clone());
        }
    }
}

/// Runs every file that was found.
pub(super) fn all(found: Found, max_bytes: usize, watch: &mut Watch) -> Report {
    let nowhere = found.faults.into_iter().map(|(path, message)| failed(path, Failure::Message(message)));
    let mut files: Vec<FileReport> = nowhere.collect();
    files.extend(found.files.into_iter().map(|path| match text::read(&path, scenario::MAX_BYTES) {
        Ok(source) => file(&source, &path, max_bytes, watch),
        Err(failure) => failed(path, failure),
    }));
    Report { files, ..Report::default() }
}

fn failed(name: String, why: Failure) -> FileReport {
    FileReport { name, tests: Vec::new(), unreadable: vec![Unreadable { id: None, why }] }
}

fn file(source: &Source, path: &str, max_bytes: usize, watch: &mut Watch) -> FileReport {
    let folder = Path::new(path).parent().map(Path::to_owned).unwrap_or_default();
    let loader = Loader { folder, max_bytes };
    let limits = Limits { bytes: max_bytes, ..Limits::default() };
    let mut report = FileReport { name: source.name().to_owned(), tests: Vec::new(), unreadable: Vec::new() };
    for case in scenario::read(source, &limits, &loader) {
        match case.and_then(|case| test(source, case, watch)) {
            Ok(test) => report.tests.push(test),
            Err(UnreadableCase { id, diagnostics }) => {
                report.unreadable.push(Unreadable { id, why: Failure::Faults(diagnostics) });
            }
        }
    }
    report
}

fn test(source: &Source, case: Case, watch: &mut Watch) -> Result<TestReport, UnreadableCase> {
    let Some(expected) = case.expected else {
        let first = source.slice(case.span).chars().next().map_or(0, char::len_utf8);
        let start = case.span.range().start;
        let fault = Diagnostic::error(
            "INVALID_CASE",
            source,
            Span::new(start, start + first),
            "the test has no `expected`",
        );
        let fault = fault.help("add the decision it should have, such as `expected: allowed`");
        return Err(UnreadableCase { id: Some(case.id), diagnostics: vec![fault] });
    };
    watch.case(&case);
    let failure = failure(&case, expected).map(Box::new);
    let place = reason::place(source, case.span);
    Ok(TestReport { id: case.id, description: case.description, place, failure })
}

/// Why a case fails, if it does.
fn failure(case: &Case, expected: Expected) -> Option<TestFailure> {
    if case.passes() == Some(true) {
        return None;
    }
    let decision = decide(&case.policies, &case.request);
    let mut trace = Trace::default();
    evaluate(&case.policies, &case.request, &mut trace);
    trace.finish();
    let sid = case.sid.as_ref();
    let reason = reason::find(case, &trace, decision);
    let sid_exists = sid.is_none_or(|sid| has_sid(case, sid));
    Some(TestFailure { expected, sid: sid.cloned(), sid_exists, actual: decision, reason })
}

fn has_sid(case: &Case, sid: &str) -> bool {
    let policies = case.policies.layers().flat_map(|layer| case.policies.layer(layer));
    let mut statements = policies.flat_map(|policy| policy.document().statements());
    statements.any(|statement| statement.sid.as_ref().is_some_and(|own| own.value == sid))
}
