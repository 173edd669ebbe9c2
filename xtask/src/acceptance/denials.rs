//! The denials of tests/denials, read by sayso and by aws-why: action, type of policy, and whether it denies.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::binary::Binary;
use super::venv::Venv;
use crate::repository;

const AWS_WHY: [&str; 1] = ["aws-why==0.5.0"];

/// What it calls the types of policy.
const CAUSES: [(&str, &str); 10] = [
    ("missing_identity_allow", "identity"),
    ("identity_policy_explicit_deny", "identity"),
    ("service_control_policy", "scp"),
    ("resource_control_policy", "rcp"),
    ("permissions_boundary", "boundary"),
    ("session_policy", "session"),
    ("resource_policy", "resource"),
    ("vpc_endpoint_policy", "endpoint"),
    ("role_trust_policy", "trust"),
    ("kms_key_policy", "key"),
];

/// What a reader says of a denial.
#[derive(Debug, Default, PartialEq)]
struct Told {
    action: Option<String>,
    layer: Option<String>,
    is_explicit: Option<bool>,
}

/// Right answers of those asked for, and denials read whole.
#[derive(Debug, Default)]
struct Score {
    asked: usize,
    right: usize,
    whole: usize,
}

pub(super) fn run(sayso: &Binary) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let rival = Venv::with("aws-why", &AWS_WHY)?;
    let (mut ours, mut theirs, mut entries) = (Score::default(), Score::default(), 0);
    for (text, expected) in corpus()? {
        entries += 1;
        let file = folder.path().join("denial.txt");
        fs::write(&file, &text)?;
        ours.add(&expected, &sayso_reads(sayso, folder.path())?);
        theirs.add(&expected, &aws_why_reads(&rival, &file)?);
    }
    for (name, score) in [("sayso", &ours), ("aws-why", &theirs)] {
        println!(
            "{name}: {} of {} facts in {entries} texts, {} denials read whole",
            score.right, score.asked, score.whole
        );
    }
    ensure!(theirs.right > 0, "aws-why reads nothing: nothing was compared");
    ensure!(ours.right == ours.asked, "sayso misses {} facts", ours.asked - ours.right);
    Ok(())
}

impl Score {
    fn add(&mut self, expected: &[Told], read: &[Told]) {
        for (number, wanted) in expected.iter().enumerate() {
            let read = read.get(number);
            let mut all = true;
            let mut one = |is_asked: bool, is_right: bool| {
                self.asked += usize::from(is_asked);
                self.right += usize::from(is_asked && is_right);
                all &= !is_asked || is_right;
            };
            let same = |of: fn(&Told) -> Option<&String>| {
                let own = read.and_then(of).map(|text| text.to_ascii_lowercase());
                own == of(wanted).map(|text| text.to_ascii_lowercase())
            };
            one(wanted.action.is_some(), same(|told| told.action.as_ref()));
            one(wanted.layer.is_some(), same(|told| told.layer.as_ref()));
            one(
                wanted.is_explicit.is_some(),
                read.is_some_and(|read| read.is_explicit == wanted.is_explicit),
            );
            self.whole += usize::from(all && read.is_some());
        }
    }
}

fn text_of(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// Texts, and what is to be read of them.
fn corpus() -> Result<Vec<(String, Vec<Told>)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(repository().join("tests/denials"))? {
        let path = entry?.path();
        files.extend(path.extension().is_some_and(|extension| extension == "json").then_some(path));
    }
    files.sort();
    let mut corpus = Vec::new();
    for file in files {
        let entries: Vec<Value> = serde_json::from_slice(&fs::read(file)?)?;
        for entry in entries {
            let lines = entry.get("lines").and_then(Value::as_array);
            let text = match (entry.get("document"), lines) {
                (Some(document), _) => document.to_string(),
                (None, Some(lines)) => lines.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
                (None, None) => continue,
            };
            let expected =
                entry.get("expect").and_then(Value::as_array).context("an entry expects nothing")?;
            let told = |one: &Value| Told {
                action: text_of(one, "action"),
                layer: text_of(one, "layer"),
                is_explicit: one.get("explicit").and_then(Value::as_bool),
            };
            corpus.push((text, expected.iter().map(told).collect()));
        }
    }
    Ok(corpus)
}

fn sayso_reads(sayso: &Binary, folder: &Path) -> Result<Vec<Told>> {
    let output = sayso.run(folder, &["why", "--format", "json", "denial.txt"])?;
    let reports: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let told = |report: &Value| Told {
        action: report.get("action").and_then(|action| text_of(action, "value")),
        layer: text_of(report, "policyType"),
        is_explicit: text_of(report, "effect").map(|effect| effect == "EXPLICIT_DENY"),
    };
    Ok(reports.iter().map(told).collect())
}

fn aws_why_reads(rival: &Venv, file: &Path) -> Result<Vec<Told>> {
    let mut explain = rival.command("aws-why");
    explain.args(["explain", "--json"]).arg(file).stdin(Stdio::null());
    let output = explain.output().context("aws-why does not start")?;
    let Ok(report) = serde_json::from_slice::<Value>(&output.stdout) else { return Ok(Vec::new()) };
    let all = report.get("authorization").and_then(Value::as_array).cloned().unwrap_or_default();
    let told = |one: &Value| {
        let cause = text_of(one, "cause").unwrap_or_default();
        let layer = CAUSES.iter().find(|(theirs, _)| *theirs == cause).map(|(_, ours)| (*ours).to_owned());
        let is_explicit = match text_of(one, "decision").as_deref() {
            Some("explicit_deny") => Some(true),
            Some("implicit_deny") => Some(false),
            _ => None,
        };
        Told { action: text_of(one, "action"), layer, is_explicit }
    };
    Ok(all.iter().map(told).collect())
}
