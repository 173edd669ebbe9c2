//! Findings as `JUnit` XML: those that make the run fail are failures, the others are told in tests that pass.

use quick_junit::{NonSuccessKind, Report as Xml, TestCase, TestCaseStatus, TestSuite};

use super::super::failure;
use crate::command::lint::report::{FileReport, Finding, Report};

/// One suite for each file that holds a policy or could not be read. No times: the same run makes the same report.
pub(super) fn xml(report: &Report) -> Result<String, String> {
    let mut xml = Xml::new("sayso lint");
    let told = report
        .files
        .iter()
        .filter(|file| file.policies > 0 || file.failure.is_some() || !file.findings.is_empty());
    xml.add_test_suites(told.map(suite));
    xml.to_string().map_err(|error| format!("cannot make the report: {error}"))
}

fn suite(file: &FileReport) -> TestSuite {
    let mut suite = TestSuite::new(file.name.as_str());
    if let Some(failure) = &file.failure {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        let text = anstream::adapter::strip_str(&failure::text(failure)).to_string();
        status.set_message(text.lines().next().unwrap_or_default()).set_type("error").set_description(text);
        suite.add_test_case(case(file, "can be read", status));
    }
    suite.add_test_cases(file.findings.iter().map(|it| finding(file, it)));
    if file.failure.is_none() && file.findings.is_empty() {
        suite.add_test_case(case(file, "no findings", TestCaseStatus::success()));
    }
    suite
}

fn finding(file: &FileReport, finding: &Finding) -> TestCase {
    let diagnostic = &finding.diagnostic;
    let area = finding.area();
    let name = format!("{} at {}:{}", diagnostic.code, area.line, area.column);
    let mut case = if finding.fails {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status
            .set_message(diagnostic.message.as_str())
            .set_type(diagnostic.severity.as_str())
            .set_description(diagnostic.to_string());
        case(file, &name, status)
    } else {
        let mut case = case(file, &name, TestCaseStatus::success());
        case.set_system_out(diagnostic.to_string());
        case
    };
    case.extra.insert("file".into(), file.name.as_str().into());
    case.extra.insert("line".into(), area.line.to_string().into());
    case
}

fn case(file: &FileReport, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(file.name.as_str());
    case
}
