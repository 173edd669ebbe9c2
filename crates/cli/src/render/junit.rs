//! The report of `sayso test` as `JUnit` XML, which CI systems show.

use quick_junit::{NonSuccessKind, Report as Xml, TestCase, TestCaseStatus, TestSuite};

use super::test_report::{explain, places};
use crate::command::test::report::{
    Decider, FileReport, Reason, Report, TestFailure, TestReport, Unreadable,
};

/// One suite for each file. No times: the same run makes the same report.
pub(crate) fn xml(report: &Report) -> Result<String, String> {
    let mut xml = Xml::new("sayso test");
    xml.add_test_suites(report.files.iter().map(suite));
    xml.to_string().map_err(|error| format!("cannot make the report: {error}"))
}

fn suite(file: &FileReport) -> TestSuite {
    let mut suite = TestSuite::new(file.name.as_str());
    suite.add_test_cases(file.tests.iter().map(|test| case(&file.name, test)));
    suite.add_test_cases(file.unreadable.iter().map(|it| error(&file.name, it)));
    suite
}

fn case(file: &str, test: &TestReport) -> TestCase {
    let status = test.failure.as_deref().map_or_else(TestCaseStatus::success, |it| failure(test, it));
    let mut case = TestCase::new(test.id.as_str(), status);
    case.set_classname(file);
    case.extra.insert("file".into(), test.place.file.as_str().into());
    case.extra.insert("line".into(), test.place.line.to_string().into());
    case
}

fn failure(test: &TestReport, failure: &TestFailure) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    let message = explain(failure);
    let mut details = format!("{}: {message}", test.place);
    if let Some(description) = &test.description {
        details = format!("{description}\n{details}");
    }
    if let Reason::Statement { decider: Decider { snippet: Some(snippet), .. }, .. } = &failure.reason {
        details = format!("{details}\n{snippet}");
    }
    status.set_message(message).set_type("failure").set_description(details);
    status
}

fn error(file: &str, unreadable: &Unreadable) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    let faults = places(file, unreadable);
    let lines: Vec<String> = faults.iter().map(|(place, message)| format!("{place}: {message}")).collect();
    let first = faults.into_iter().next().map(|(_, message)| message).unwrap_or_default();
    status.set_message(first).set_type("error").set_description(lines.join("\n"));
    let mut case = TestCase::new(unreadable.id.as_deref().unwrap_or(file), status);
    case.set_classname(file);
    case
}
