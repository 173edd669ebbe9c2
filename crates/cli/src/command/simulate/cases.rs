//! `--cases`: many requests from a file or a stream, one line of answer for each.

use std::fs::File;
use std::io::{self, BufReader};

use anstream::eprintln;
use sayso::{Case, Limits, case::UnreadableCase, decide};
use serde::Serialize;

use super::Format;
use crate::exit::Exit;
use crate::input::{Failure, cases, loader::Loader};
use crate::output;

/// A case's answer, or why it has none.
#[derive(Debug, Serialize)]
struct Answer {
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

pub(super) fn run(path: &str, format: Format, limits: &Limits) -> Result<Exit, Failure> {
    let path = path.strip_prefix("file://").unwrap_or(path);
    let folder = std::path::Path::new(path).parent().filter(|_| path != "-").unwrap_or("".as_ref());
    let loader = Loader { folder: folder.to_owned(), max_bytes: limits.bytes };
    let mut run = Run { printer: Printer::new(format), exit: Exit::Success };
    let each = &mut |case| run.case(case);
    if path == "-" {
        cases::stream("<stdin>", io::stdin().lock(), limits, &loader, each)?;
    } else {
        let file = File::open(path).map_err(|error| cases::unreadable(path, &error))?;
        cases::stream(path, BufReader::new(file), limits, &loader, each)?;
    }
    run.printer.finish();
    Ok(run.exit)
}

struct Run {
    printer: Printer,
    exit: Exit,
}

impl Run {
    fn case(&mut self, case: Result<Case, UnreadableCase>) {
        match case {
            Ok(case) => {
                let decision = decide(&case.policies, &case.request).as_str();
                self.printer.add(Answer { id: Some(case.id), decision: Some(decision), error: None });
            }
            Err(unreadable) => {
                self.exit = Exit::Invalid;
                for diagnostic in &unreadable.diagnostics {
                    eprintln!("{diagnostic}");
                }
                let messages: Vec<String> = unreadable.diagnostics.iter().map(ToString::to_string).collect();
                let error = Some(messages.join("; "));
                self.printer.add(Answer { id: unreadable.id, decision: None, error });
            }
        }
    }
}

/// Lines go out at once; a JSON array and a table wait for the end.
struct Printer {
    format: Format,
    kept: Vec<Answer>,
}

impl Printer {
    fn new(format: Format) -> Self {
        Self { format, kept: Vec::new() }
    }

    fn add(&mut self, answer: Answer) {
        let word = answer.decision.unwrap_or("error");
        let id = answer.id.as_deref().unwrap_or("-");
        match self.format {
            Format::Jsonl => output::line(serde_json::to_string(&answer).unwrap_or_default()),
            Format::Text => output::line(format_args!("{word:12}  {id}")),
            Format::Json | Format::Markdown => self.kept.push(answer),
        }
    }

    fn finish(&self) {
        match self.format {
            Format::Json => output::line(serde_json::to_string_pretty(&self.kept).unwrap_or_default()),
            Format::Markdown => {
                output::line("| case | decision |\n|---|---|");
                for answer in &self.kept {
                    let id = answer.id.as_deref().unwrap_or("-").replace('|', "\\|");
                    output::line(format_args!("| {id} | {} |", answer.decision.unwrap_or("error")));
                }
            }
            Format::Text | Format::Jsonl => {}
        }
    }
}
