//! `--cases`: many requests from a file or a stream, one line of answer for each.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};

use anstream::eprintln;
use sayso::{Case, Diagnostic, Limits, Source, case::UnreadableCase, decide, json, read_cases};
use serde::Serialize;

use super::Format;
use crate::exit::Exit;
use crate::input::{Failure, loader::Loader, text};
use crate::output;

/// Texts of cases may be far larger than a policy.
const MOST_BYTES: usize = 1 << 30;

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
    let mut run = Run {
        limits: Limits { bytes: MOST_BYTES, ..*limits },
        loader,
        printer: Printer::new(format),
        exit: Exit::Success,
    };
    if path == "-" {
        run.stream("<stdin>", io::stdin().lock())?;
    } else {
        run.stream(path, BufReader::new(File::open(path).map_err(|error| unreadable(path, &error))?))?;
    }
    run.printer.finish();
    Ok(run.exit)
}

struct Run {
    limits: Limits,
    loader: Loader,
    printer: Printer,
    exit: Exit,
}

impl Run {
    /// Cases one a line are answered as they come; anything else is read to its end.
    fn stream(&mut self, name: &str, mut from: impl BufRead) -> Result<(), Failure> {
        let Some(first) = next_line(name, &mut from)? else { return self.whole(name, Vec::new()) };
        if is_whole(&first) {
            return self.lines(name, first, from);
        }
        let mut bytes = first;
        let limit = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
        from.by_ref().take(limit).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
        // A faulty first line must not cost the answers to the others.
        if !bytes.trim_ascii_start().starts_with(b"[")
            && bytes.split(|byte| *byte == b'\n').skip(1).any(is_whole)
        {
            return self.lines(name, Vec::new(), bytes.as_slice());
        }
        self.whole(name, bytes)
    }

    fn lines(&mut self, name: &str, first: Vec<u8>, mut from: impl BufRead) -> Result<(), Failure> {
        let mut pending = (!first.is_empty()).then_some(first);
        for number in 1.. {
            let Some(line) =
                pending.take().map_or_else(|| next_line(name, &mut from), |line| Ok(Some(line)))?
            else {
                break;
            };
            if line.trim_ascii().is_empty() {
                continue;
            }
            let source =
                Source::from_bytes(name, line).map(|source| Source::starting_at(name, source.text(), number));
            if let Err(diagnostic) = source.and_then(|source| self.text(&source)) {
                self.case(Err(UnreadableCase { id: None, diagnostics: vec![diagnostic] }));
            }
        }
        Ok(())
    }

    fn whole(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        self.text(&Source::from_bytes(name, bytes)?)?;
        Ok(())
    }

    fn text(&mut self, source: &Source) -> Result<(), Diagnostic> {
        let node = json::parse(source, &self.limits)?;
        for case in read_cases(source, &node, &self.limits, &self.loader) {
            self.case(case);
        }
        Ok(())
    }

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

/// The next line with its break; `None` at the end. A line is never longer than a text may be.
fn next_line(name: &str, from: &mut impl BufRead) -> Result<Option<Vec<u8>>, Failure> {
    let mut line = Vec::new();
    let limit = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    let read = from.by_ref().take(limit).read_until(b'\n', &mut line);
    let read = read.map_err(|error| unreadable(name, &error))?;
    Ok((read > 0).then_some(line))
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::Message(format!("cannot read `{name}`: {}", text::reason(error)))
}

/// Whether a first line is a value of its own, so that the text is JSON lines.
fn is_whole(line: &[u8]) -> bool {
    line.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
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
