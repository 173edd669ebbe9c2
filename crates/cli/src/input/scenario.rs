//! Scenario files: JSON, JSON lines or YAML, to cases.

use sayso::case::{LoadError, UnreadableCase, read_cases};
use sayso::json::{self, Limits, Member, Node, Value};
use sayso::{Case, Diagnostic, PolicyLoader, Source, Span};

use super::yaml;

/// Bytes of a file of cases. Policies have a limit of their own.
pub(crate) const MAX_BYTES: usize = 1_000_000_000;

type Cases = Vec<Result<Case, UnreadableCase>>;

/// Every case of a file, in order. What can't be read is told once, and the rest is read.
pub fn read(source: &Source, policies: &Limits, loader: &dyn PolicyLoader) -> Cases {
    let limits = Limits { bytes: MAX_BYTES, ..*policies };
    let loader = NoStandardInput(loader);
    let whole = |node: &Node<'_>| read_cases(source, node, policies, &loader);
    let cases = match Syntax::of(source) {
        Syntax::JsonLines => lines(source, &limits, policies, &loader),
        Syntax::Yaml => documents(source, &limits, policies, &loader),
        syntax => match json::parse(source, &limits) {
            Ok(node) => whole(&node),
            Err(_) if are_lines(source) => lines(source, &limits, policies, &loader),
            Err(fault) if syntax == Syntax::Unsaid => match yaml::parse(source, &limits) {
                (documents, None) => documents.iter().flat_map(whole).collect(),
                _ => vec![Err(unreadable(fault))],
            },
            Err(fault) => vec![Err(unreadable(fault))],
        },
    };
    if cases.is_empty() {
        let nothing = Diagnostic::error("INVALID_CASE", source, Span::default(), "the file holds no case");
        return vec![Err(unreadable(nothing.help("without one it would pass whatever the policies say")))];
    }
    cases
}

#[derive(PartialEq)]
enum Syntax {
    Json,
    JsonLines,
    Yaml,
    /// In brackets, under a name that does not tell: JSON, or YAML that looks like it.
    Unsaid,
}

impl Syntax {
    /// By the name's extension; without a telling one, text that is not in brackets is YAML.
    fn of(source: &Source) -> Self {
        let extension = source.name().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("yaml" | "yml") => Self::Yaml,
            Some("json") => Self::Json,
            Some("jsonl" | "ndjson") => Self::JsonLines,
            _ if source.text().trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']) => {
                Self::Unsaid
            }
            _ => Self::Yaml,
        }
    }
}

/// Whether a text that is not one JSON value looks like one value a line.
fn are_lines(source: &Source) -> bool {
    let lines = source.text().trim_start_matches('\u{feff}').lines().map(str::trim_start);
    let mut lines = lines.filter(|line| !line.is_empty()).peekable();
    let several = lines.next().is_some_and(|first| first.starts_with('{')) && lines.peek().is_some();
    several && lines.all(|line| line.starts_with('{'))
}

/// JSON lines: each is parsed for itself, so that a fault costs its own case only, and then moved to
/// its place in the file.
fn lines(source: &Source, limits: &Limits, policies: &Limits, loader: &dyn PolicyLoader) -> Cases {
    let mut start = 0;
    let mut texts: Vec<(Source, usize)> = Vec::new();
    for (number, line) in (1..).zip(source.text().split_inclusive('\n')) {
        let text = line.trim_end();
        if !text.trim_start_matches('\u{feff}').is_empty() {
            texts.push((Source::starting_at(source.name(), text, number), start));
        }
        start += line.len();
    }
    let mut nodes = Vec::new();
    let mut faults = Vec::new();
    for (text, start) in &texts {
        match json::parse(text, limits) {
            Ok(mut node) => {
                shift(&mut node, *start);
                nodes.push(node);
            }
            Err(fault) => faults.push(Err(unreadable(fault))),
        }
    }
    let whole = Node { span: Span::new(0, source.text().len()), value: Value::Array(nodes) };
    let mut cases = read_cases(source, &whole, policies, loader);
    cases.append(&mut faults);
    cases
}

/// A YAML stream: each document's cases in turn.
fn documents(source: &Source, limits: &Limits, policies: &Limits, loader: &dyn PolicyLoader) -> Cases {
    let (documents, fault) = yaml::parse(source, limits);
    let cases = documents.iter().flat_map(|document| read_cases(source, document, policies, loader));
    cases.chain(fault.map(|fault| Err(unreadable(fault)))).collect()
}

fn unreadable(fault: Diagnostic) -> UnreadableCase {
    UnreadableCase { id: None, diagnostics: vec![fault] }
}

/// A file can't ask for standard input: nothing, or the file itself, may be there.
struct NoStandardInput<'l>(&'l dyn PolicyLoader);

impl PolicyLoader for NoStandardInput<'_> {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        if reference == "-" || reference == "file://-" {
            return Err(LoadError::Missing("a case cannot read a policy from standard input".to_owned()));
        }
        self.0.load(reference)
    }
}

/// Moves a node and all in it by so many bytes.
fn shift(node: &mut Node<'_>, by: usize) {
    let moved = |span: Span| Span::new(span.range().start + by, span.range().end + by);
    node.span = moved(node.span);
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|item| shift(item, by)),
        Value::Object(members) => {
            for Member { key, value } in members {
                key.span = moved(key.span);
                shift(value, by);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
