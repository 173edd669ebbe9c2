//! Files and streams of cases: one JSON value, or one case a line.

use std::io::{self, BufRead, Read as _};

use sayso::case::UnreadableCase;
use sayso::{Case, Diagnostic, Limits, PolicyLoader, Source, json, read_cases};

use super::{Failure, text};

/// Texts of cases may be far larger than a policy.
const MOST_BYTES: usize = 1 << 30;

/// Hands every case on to `each`: cases one a line as they come, anything else when it is read to its end.
pub fn stream(
    name: &str,
    mut from: impl BufRead,
    policies: &Limits,
    loader: &dyn PolicyLoader,
    each: &mut dyn FnMut(Result<Case, UnreadableCase>),
) -> Result<(), Failure> {
    let limits = Limits { bytes: MOST_BYTES, ..*policies };
    let mut cases = Cases { name, limits, loader, each };
    let Some(first) = next_line(name, &mut from)? else { return cases.whole(Vec::new()) };
    if is_whole(&first) {
        return cases.lines(first, from);
    }
    let mut bytes = first;
    let limit = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    from.by_ref().take(limit).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
    // A faulty first line must not cost the answers to the others.
    if !bytes.trim_ascii_start().starts_with(b"[") && bytes.split(|byte| *byte == b'\n').skip(1).any(is_whole)
    {
        return cases.lines(Vec::new(), bytes.as_slice());
    }
    cases.whole(bytes)
}

struct Cases<'c> {
    name: &'c str,
    limits: Limits,
    loader: &'c dyn PolicyLoader,
    each: &'c mut dyn FnMut(Result<Case, UnreadableCase>),
}

impl Cases<'_> {
    fn lines(&mut self, first: Vec<u8>, mut from: impl BufRead) -> Result<(), Failure> {
        let mut pending = (!first.is_empty()).then_some(first);
        for number in 1.. {
            let Some(line) =
                pending.take().map_or_else(|| next_line(self.name, &mut from), |line| Ok(Some(line)))?
            else {
                break;
            };
            if line.trim_ascii().is_empty() {
                continue;
            }
            let source = Source::from_bytes(self.name, line)
                .map(|source| Source::starting_at(self.name, source.text(), number));
            if let Err(diagnostic) = source.and_then(|source| self.text(&source)) {
                (self.each)(Err(UnreadableCase { id: None, diagnostics: vec![diagnostic] }));
            }
        }
        Ok(())
    }

    fn whole(&mut self, bytes: Vec<u8>) -> Result<(), Failure> {
        self.text(&Source::from_bytes(self.name, bytes)?)?;
        Ok(())
    }

    fn text(&mut self, source: &Source) -> Result<(), Diagnostic> {
        let node = json::parse(source, &self.limits)?;
        read_cases(source, &node, &self.limits, self.loader).into_iter().for_each(&mut *self.each);
        Ok(())
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

/// That a file of cases can't be read.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::Message(format!("cannot read `{name}`: {}", text::reason(error)))
}

/// Whether a first line is a value of its own, so that the text is JSON lines.
fn is_whole(line: &[u8]) -> bool {
    line.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}
