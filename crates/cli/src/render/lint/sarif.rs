//! SARIF 2.1.0, which code scanning reads.

mod model;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sayso::lint::{self, Origin};
use sayso::{Diagnostic, PolicyType, Severity, Span};

use crate::command::lint::report::{Area, FileReport, Finding, Report};
use crate::command::lint::select;
use crate::input::Failure;
use model::{
    Artifact, ArtifactChange, Content, Driver, Fingerprints, Fix, Help, Invocation, Level, Location, Log,
    Notification, PhysicalLocation, Properties, Region, Replacement, Resulting, Rule, RuleProperties, Run,
    Text, Tool,
};

/// One run, with the rules that found something.
pub(super) fn log(report: &Report) -> String {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, finding) in report.findings() {
        numbers.insert(finding.diagnostic.code, 0);
    }
    numbers.values_mut().enumerate().for_each(|(number, of)| *of = number);
    let rules = numbers.keys().map(|code| rule(code)).collect();
    let driver = Driver { name: "sayso", version: env!("CARGO_PKG_VERSION"), rules };
    let results = report.findings().map(|(file, finding)| result(file, finding, &numbers)).collect();
    let notifications: Vec<Notification> = report.files.iter().flat_map(notifications).collect();
    let invocation = Invocation {
        execution_successful: notifications.is_empty(),
        tool_execution_notifications: notifications,
    };
    let run =
        Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", invocations: [invocation], results };
    let log = Log { schema: model::SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn rule(code: &str) -> Rule {
    let known = lint::rule(code);
    let meaning = select::reader(code).map_or(code, |(_, meaning)| meaning);
    let page = known.map_or(meaning, |rule| rule.page).to_owned();
    let summary = known.map_or(meaning, |rule| rule.summary()).to_owned();
    let tag = if known.is_none_or(|rule| rule.origin == Origin::Sayso) { "sayso" } else { "access-analyzer" };
    Rule {
        id: code.to_owned(),
        short_description: Text { text: summary.clone() },
        full_description: Text { text: summary },
        help: Help { text: page.clone(), markdown: page },
        default_configuration: Level { level: level(known.map_or(Severity::Error, |rule| rule.severity)) },
        properties: RuleProperties { tags: ["iam", tag] },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::SecurityWarning | Severity::Warning => "warning",
        Severity::Suggestion => "note",
    }
}

fn result<'r>(file: &FileReport, finding: &'r Finding, numbers: &BTreeMap<&str, usize>) -> Resulting<'r> {
    let diagnostic = &finding.diagnostic;
    let help = diagnostic.help.iter().map(|help| format!(" ({help})"));
    let place = |span| physical(&file.name, region(diagnostic, span));
    let related = diagnostic.labels.iter().map(|(span, label)| Location {
        physical_location: place(*span),
        message: Some(Text { text: label.clone() }),
    });
    Resulting {
        rule_id: diagnostic.code,
        rule_index: numbers.get(diagnostic.code).copied().unwrap_or_default(),
        level: level(diagnostic.severity),
        message: Text { text: diagnostic.message.clone() + &help.collect::<String>() },
        locations: [Location { physical_location: place(diagnostic.span), message: None }],
        related_locations: related.collect(),
        partial_fingerprints: Fingerprints { sayso: &finding.fingerprint },
        fixes: finding.fix().map(|it| fix(file, diagnostic, it)).into_iter().collect(),
        properties: Properties {
            severity: diagnostic.severity.as_str(),
            pointer: &finding.pointer,
            policy: &finding.label,
            policy_type: finding.policy_type.map(PolicyType::as_str),
        },
    }
}

fn fix(file: &FileReport, diagnostic: &Diagnostic, fix: &sayso::Fix) -> Fix {
    let replacements = fix.edits.iter().map(|edit| Replacement {
        deleted_region: region(diagnostic, edit.span),
        inserted_content: Content { text: edit.replacement.clone() },
    });
    let change =
        ArtifactChange { artifact_location: artifact(&file.name), replacements: replacements.collect() };
    Fix { description: Text { text: fix.title.clone() }, artifact_changes: [change] }
}

fn notifications(file: &FileReport) -> Vec<Notification> {
    let of = |message: &str, region| Notification {
        level: "error",
        message: Text { text: message.to_owned() },
        locations: [Location { physical_location: physical_maybe(&file.name, region), message: None }],
    };
    match &file.failure {
        None => Vec::new(),
        Some(Failure::Message(message)) => vec![of(message, None)],
        Some(Failure::Faults(faults)) => {
            faults.iter().map(|fault| of(&fault.message, Some(region(fault, fault.span)))).collect()
        }
    }
}

fn region(diagnostic: &Diagnostic, span: Span) -> Region {
    let Area { line, column, end_line, end_column } = Area::of(&diagnostic.source, span);
    Region { start_line: line, start_column: column, end_line, end_column }
}

fn physical(name: &str, region: Region) -> PhysicalLocation {
    physical_maybe(name, Some(region))
}

fn physical_maybe(name: &str, region: Option<Region>) -> PhysicalLocation {
    PhysicalLocation { artifact_location: artifact(name), region }
}

fn artifact(name: &str) -> Artifact {
    Artifact { uri: uri(name) }
}

/// A relative path as a URI: what is no plain character is written as bytes.
pub(in crate::render) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(byte.into());
            }
            other => {
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("policies/a b:ü#.json"), "policies/a%20b%3A%C3%BC%23.json");
    }
}
