//! A run: the files, several at a time, and what is told of them in their order.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;
use sayso::{Limits, Source};

use super::baseline::{self, Baseline};
use super::check::{Asked, Subject};
use super::config::Configs;
use super::report::{FileReport, Report};
use super::sink::Sink;
use super::walk::{self, Candidate, Candidates};
use super::{Lint, fix, paths};
use crate::exit::Exit;
use crate::input::{Failure, text};
use crate::render::{failure, lint as render};

/// Files checked before the first of them is told of.
const AT_ONCE: usize = 256;

/// Does what the flags ask for.
pub(super) fn all(lint: &Lint) -> Result<Exit, Failure> {
    let asked = asked(lint)?;
    let mut configs = Configs::new(lint.settings.config.as_deref(), lint.settings.no_config)?;
    let candidates = candidates(lint, &mut configs)?;
    let mut exit = Exit::Success;
    for fault in &candidates.faults {
        failure::print(fault);
        exit = Exit::Invalid;
    }
    let mut sink = Sink::new(lint);
    let mut report = Report { nowhere: candidates.faults.len(), ..Report::default() };
    for files in candidates.files.chunks(AT_ONCE) {
        let reports: Vec<FileReport> = match files {
            [only] => vec![file(lint, &asked, only)],
            files => files.par_iter().map(|it| file(lint, &asked, it)).collect(),
        };
        for file in reports {
            sink.file(&file);
            report.files.push(file);
        }
    }
    let checked = report.files.iter().filter(|file| file.failure.is_none());
    let checked: BTreeSet<&str> = checked.map(|file| file.key.as_str()).collect();
    let is_checked = |key: &str| checked.contains(key);
    report.stale =
        asked.baseline.count(is_checked).saturating_sub(report.files.iter().map(|it| it.known).sum());
    if let (Some(path), true) = (&lint.settings.baseline, lint.settings.write_baseline) {
        let count = baseline::write(path, report.entries().collect())?;
        anstream::eprintln!("{}", render::wrote_baseline(path, count));
        return Ok(exit.max(report.exit(true)));
    }
    sink.finish(&report)?;
    Ok(exit.max(judgement(lint, &report)))
}

/// A diff is about its changes alone.
fn judgement(lint: &Lint, report: &Report) -> Exit {
    if !lint.fixes.diff {
        return report.exit(lint.choice.exit_zero);
    }
    let differs = !lint.choice.exit_zero && report.summary().fixed > 0;
    report.exit(true).max(if differs { Exit::Negative } else { Exit::Success })
}

fn asked(lint: &Lint) -> Result<Asked, Failure> {
    if lint.fixes.all && !lint.fixes.fix && !lint.fixes.diff {
        return Err("`--unsafe-fixes` says how far `--fix` or `--diff` goes: give one of them"
            .to_owned()
            .into());
    }
    let baseline = match &lint.settings.baseline {
        Some(path) if !lint.settings.write_baseline => Baseline::read(path)?,
        _ => Baseline::default(),
    };
    Ok(Asked {
        policy_type: lint.policy_type,
        select: lint.choice.select.clone(),
        ignore: lint.choice.ignore.clone(),
        fail_on: lint.choice.fail_on,
        known_accounts: lint.known_account.clone(),
        limits: Limits { bytes: lint.max_bytes, ..Limits::default() },
        baseline,
    })
}

fn candidates(lint: &Lint, configs: &mut Configs) -> Result<Candidates, Failure> {
    if !lint.paths.iter().any(|path| path == "-") {
        return Candidates::find(&lint.paths, configs, lint.hook);
    }
    if lint.paths.len() > 1 {
        return Err("`-` is the only path where it is one".to_owned().into());
    }
    let name = lint.stdin_filename.as_deref().unwrap_or("<stdin>");
    let absolute = paths::absolute(Path::new(name));
    let config = configs.of(absolute.parent().unwrap_or(Path::new("/")))?;
    let name = paths::shown(Path::new(name));
    Ok(Candidates::only(Candidate { name, absolute, config, is_named: true }))
}

/// Checks a file, and mends it where that is asked for.
fn file(lint: &Lint, asked: &Asked, candidate: &Candidate) -> FileReport {
    let config = &candidate.config;
    let key = paths::key(&candidate.absolute, config.folder.as_deref());
    let subject = Subject {
        asked,
        config,
        name: &candidate.name,
        path: walk::relative(&candidate.absolute, config),
        key: &key,
        is_named: candidate.is_named,
    };
    let source = match read(lint, candidate) {
        Ok(source) => source,
        Err(failure) => {
            let mut report = subject.empty();
            subject.unread("", failure, &mut report);
            return report;
        }
    };
    if !lint.fixes.fix && !lint.fixes.diff {
        return subject.check(&source);
    }
    let mut report = fix::mend(&subject, &source, lint.fixes.all);
    if let Some(fixed) = report.fixed.as_ref().filter(|fixed| fixed.count > 0)
        && !lint.fixes.diff
        && !is_stdin(lint)
        && let Err(failure) = fix::write(&candidate.absolute, fixed.after.text())
    {
        report = subject.check(&source);
        report.failure = Some(failure);
    }
    report
}

fn read(lint: &Lint, candidate: &Candidate) -> Result<Source, Failure> {
    if is_stdin(lint) {
        let source = text::read("-", lint.max_bytes)?;
        return Ok(Source::new(candidate.name.as_str(), source.text()));
    }
    text::read(&candidate.name, lint.max_bytes)
}

pub(super) fn is_stdin(lint: &Lint) -> bool {
    lint.paths.iter().any(|path| path == "-")
}
