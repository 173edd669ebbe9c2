//! Where the report goes: as it comes, or at the end.

use std::fs;
use std::io::{self, IsTerminal as _};

use anstream::{eprint, eprintln};
use sayso::harmless::one_line;

use super::report::{FileReport, Fixed, Report};
use super::{Format, Lint, fix, run};
use crate::input::{Failure, text};
use crate::output;
use crate::render::{failure, lint as render};

/// Takes the reports in order.
pub(super) struct Sink<'l> {
    lint: &'l Lint,
    /// What is to be written to a file.
    kept: String,
}

impl<'l> Sink<'l> {
    pub(super) fn new(lint: &'l Lint) -> Self {
        Self { lint, kept: String::new() }
    }

    /// Tells of a file, where the format does so one by one.
    pub(super) fn file(&mut self, file: &FileReport) {
        if let Some(failure) = &file.failure {
            failure::print(failure);
        }
        if let Some(note) = file.note.as_ref().filter(|_| !self.lint.output.quiet) {
            eprintln!("sayso: {}", one_line(note.as_str()));
        }
        if let Some(fixed) = &file.fixed {
            self.fixed(&file.name, fixed);
        }
        if !self.lint.fixes.diff && !self.lint.settings.write_baseline {
            let text = render::of_file(self.lint.output.format, file);
            self.print(&text);
        }
    }

    /// Tells what is left, and writes the file.
    pub(super) fn finish(mut self, report: &Report) -> Result<(), Failure> {
        let Lint { output, fixes, .. } = self.lint;
        if !fixes.diff {
            let text = render::whole(output.format, report)?;
            self.print(&text);
            self.remarks(report);
        }
        if let Some(path) = &output.file {
            let plain = anstream::adapter::strip_str(&self.kept).to_string();
            fs::write(path, plain)
                .map_err(|error| format!("cannot write `{path}`: {}", text::reason(&error)))?;
        }
        Ok(())
    }

    /// Figures for people: in the report if it is for them, else beside it.
    fn remarks(&mut self, report: &Report) {
        let Lint { output, .. } = self.lint;
        let for_people = matches!(output.format, Format::Full | Format::Concise);
        let mut remarks = String::new();
        if output.statistics {
            remarks.push_str(&render::statistics(report));
        }
        if !output.quiet && (output.format == Format::Full || output.file.is_some()) {
            remarks.push_str(&render::summary(report));
        }
        if for_people && output.file.is_none() {
            self.print(&remarks);
        } else {
            eprint!("{remarks}");
        }
    }

    fn print(&mut self, text: &str) {
        let text = text.strip_suffix('\n').unwrap_or(text);
        if text.is_empty() {
            return;
        }
        if self.lint.output.file.is_some() {
            self.kept.push_str(text);
            self.kept.push('\n');
        } else if self.lint.fixes.fix && run::is_stdin(self.lint) {
            eprintln!("{text}");
        } else {
            output::line(text);
        }
    }

    /// The diff, or the text of standard input: as it is, for `git apply` or a file.
    fn fixed(&self, name: &str, fixed: &Fixed) {
        if self.lint.fixes.diff {
            let diff = fix::diff(name, fixed);
            if io::stdout().is_terminal() {
                diff.lines().for_each(|line| output::line(one_line(line)));
            } else {
                output::bytes(diff.as_bytes());
            }
        } else if run::is_stdin(self.lint) {
            output::bytes(fixed.after.text().as_bytes());
        }
    }
}
