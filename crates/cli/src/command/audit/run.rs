//! A run: what is read, checked, left out and written.

use std::collections::BTreeSet;
use std::fs;

use chrono::Utc;
use sayso::Diagnostic;
use sayso::account::{Inventory, Place};

use super::check::{self, Scope};
use super::finding::Finding;
use super::graph::{Asker, Graph};
use super::report::{Report, Shown};
use super::usage::{Trail, Usage};
use super::{Audit, Format, compare};
use crate::command::lint::baseline::{self, Baseline, Entry};
use crate::command::replay::Logs;
use crate::exit::Exit;
use crate::input::credential_report::{self, Credentials};
use crate::input::{Failure, text};
use crate::output;
use crate::render::{audit as render, failure};

/// Reports of whole organizations are large.
const MOST_BYTES: usize = 1_000_000_000;

/// What could not be read, told once.
struct Reading {
    exit: Exit,
}

pub(super) fn all(audit: &Audit) -> Result<Exit, Failure> {
    let known = match &audit.baseline {
        Some(path) if !audit.write_baseline => Baseline::read(path)?,
        _ => Baseline::default(),
    };
    let earlier = audit.compare.as_deref().map(compare::read).transpose()?;
    let loaded = audit.account.load()?;
    let inventory = &loaded.inventory;
    let mut reading = Reading { exit: loaded.exit };
    let credentials = reading.credentials(&audit.credential_report);
    let mut usage = Usage::read(&audit.last_accessed, inventory, &mut |fault| reading.fault(&fault));
    if !audit.cloudtrail.is_empty() {
        let logs = Logs::find(&audit.cloudtrail);
        let (parts, exit) = logs.gather(|| Trail::reader(inventory), Trail::take);
        reading.exit = reading.exit.max(exit);
        usage.add(inventory, &Trail::of(parts));
    }
    let now = audit.now.unwrap_or_else(Utc::now);
    let graph = Graph::of(&Asker::new(inventory, now));
    let known_accounts = known_accounts(audit, inventory);
    let scope = Scope {
        inventory,
        graph: &graph,
        credentials: &credentials,
        usage: &usage,
        now,
        days: audit.days,
        known_accounts,
    };
    let found = check::all(&scope);
    if let (Some(path), true) = (&audit.baseline, audit.write_baseline) {
        let count = baseline::write(path, found.iter().map(entry).collect())?;
        anstream::eprintln!("{}", crate::render::lint::wrote_baseline(path, count));
        return Ok(reading.exit);
    }
    let (shown, in_baseline) = new_ones(found, &known);
    let report = Report::new(&scope, shown, in_baseline, earlier.as_ref());
    write(audit, &report)?;
    let bar = audit.fail_on.bar();
    let fails = report.findings.iter().any(|it| bar.is_some_and(|bar| it.finding.severity() >= bar));
    Ok(reading.exit.max(if fails { Exit::Negative } else { Exit::Success }))
}

/// Those of the command line, those that were read, and those of the organization.
fn known_accounts(audit: &Audit, inventory: &Inventory) -> BTreeSet<String> {
    let read = inventory.accounts().map(|account| account.id.clone());
    let members = inventory.organization().into_iter().flat_map(|own| own.accounts().map(str::to_owned));
    audit.known_account.iter().cloned().chain(read).chain(members).collect()
}

/// Findings that the baseline does not have, and how many it has.
fn new_ones(found: Vec<Finding>, known: &Baseline) -> (Vec<Shown>, usize) {
    let all = found.len();
    let shown = found.into_iter().map(|finding| Shown { fingerprint: finding.fingerprint(), finding });
    let shown: Vec<Shown> = shown.filter(|it| !known.has(&it.fingerprint)).collect();
    let count = all - shown.len();
    (shown, count)
}

fn entry(finding: &Finding) -> Entry {
    let Place { source, span } = &finding.place;
    Entry {
        path: source.name().to_owned(),
        line: source.line_column(span.start).line,
        code: finding.code.name.to_owned(),
        fingerprint: finding.fingerprint(),
    }
}

impl Reading {
    fn fault(&mut self, fault: &Failure) {
        self.exit = self.exit.max(Exit::Invalid);
        failure::print(fault);
    }

    fn faults(&mut self, faults: Vec<Diagnostic>) {
        if !faults.is_empty() {
            self.fault(&Failure::Faults(faults));
        }
    }

    fn credentials(&mut self, paths: &[String]) -> Vec<Credentials> {
        let mut all = Vec::new();
        for path in paths {
            match text::read(path, MOST_BYTES) {
                Ok(source) => {
                    let report = credential_report::read(&source);
                    all.extend(report.users);
                    self.faults(report.faults);
                }
                Err(fault) => self.fault(&fault),
            }
        }
        all
    }
}

/// Writes the report; what is in a file is summed up on standard error.
fn write(audit: &Audit, report: &Report<'_>) -> Result<(), Failure> {
    let text = match audit.format {
        Format::Text => render::text(report),
        Format::Json => render::json(report),
        Format::Sarif => render::sarif(report),
        Format::Markdown => render::markdown(report),
        Format::Html => render::html(report),
    };
    let Some(path) = &audit.file else {
        output::line(text.strip_suffix('\n').unwrap_or(&text));
        return Ok(());
    };
    let plain =
        if audit.format == Format::Text { anstream::adapter::strip_str(&text).to_string() } else { text };
    fs::write(path, plain).map_err(|error| format!("cannot write `{path}`: {}", text::reason(&error)))?;
    anstream::eprintln!("{}", render::summary(report));
    Ok(())
}
