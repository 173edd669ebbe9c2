//! Why a text is not JSON, in words.

use nom::error::{ErrorKind, ParseError};

use crate::diagnostic::{Diagnostic, quote};
use crate::source::{Source, Span};

/// What a reader stumbled over, and how many bytes were left from there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fault {
    pub(super) left: usize,
    pub(super) problem: Problem,
}

/// The ways a text fails to be JSON. Openings are given as bytes left from there.
#[derive(Debug, Clone, Copy)]
pub(super) enum Problem {
    Value,
    Key,
    Colon,
    Separator,
    TrailingComma,
    AfterEnd,
    TooDeep { limit: usize },
    Digits,
    LeadingZero,
    Escape,
    Hex,
    LoneSurrogate,
    Control { opening: usize },
    UnclosedString { opening: usize },
}

impl Problem {
    /// Stops reading at `input`.
    #[cold]
    pub(super) fn at<T>(self, input: &str) -> Result<T, nom::Err<Fault>> {
        Err(nom::Err::Failure(Fault { left: input.len(), problem: self }))
    }
}

impl ParseError<&str> for Fault {
    fn from_error_kind(input: &str, kind: ErrorKind) -> Self {
        let problem = if kind == ErrorKind::Digit { Problem::Digits } else { Problem::Value };
        Self { left: input.len(), problem }
    }

    fn append(_: &str, _: ErrorKind, other: Self) -> Self {
        other
    }
}

/// Puts a fault into words. `open` holds the offsets of the brackets not yet closed.
pub(super) fn report(source: &Source, fault: Fault, open: &[usize]) -> Diagnostic {
    let at = source.text().len().saturating_sub(fault.left);
    let report = Report { source, rest: source.text().get(at..).unwrap_or_default(), at, open };
    match fault.problem {
        Problem::Value => report.value(),
        Problem::Key => report.key(),
        Problem::Colon => report.colon(),
        Problem::Separator => report.separator(),
        Problem::TrailingComma => {
            report.error(1, "the last comma has nothing after it").help("remove the comma")
        }
        Problem::AfterEnd => report.after_end(),
        Problem::TooDeep { limit } => Diagnostic {
            code: "NESTING_TOO_DEEP",
            ..report.error(1, format!("more than {limit} nested levels"))
        },
        Problem::Digits => report.expected("a digit"),
        Problem::LeadingZero => report.error(1, "a number must not start with `0`").help("remove the zero"),
        Problem::Escape => report.escape(),
        Problem::Hex => report.error(2, "`\\u` must have four hexadecimal digits after it"),
        Problem::LoneSurrogate => report
            .error(6, "this escape is half of a surrogate pair")
            .help("write both halves, or the character itself"),
        Problem::Control { opening } => report.control(source.text().len().saturating_sub(opening)),
        Problem::UnclosedString { opening } => {
            let opening = source.text().len().saturating_sub(opening);
            let place = report.place(opening);
            report
                .error(0, format!("the text ends inside the string opened at {place}"))
                .help("close it with `\"`")
        }
    }
}

struct Report<'a> {
    source: &'a Source,
    rest: &'a str,
    at: usize,
    open: &'a [usize],
}

impl Report<'_> {
    fn error(&self, length: usize, message: impl Into<String>) -> Diagnostic {
        let end = (self.at + length).min(self.source.text().len());
        Diagnostic::error("JSON_SYNTAX_ERROR", self.source, Span::new(self.at, end), message)
    }

    fn place(&self, offset: usize) -> String {
        let place = self.source.line_column(Span::at(offset).start);
        format!("{}:{}", place.line, place.column)
    }

    /// The word that starts here, if one does.
    fn word(&self) -> &str {
        let word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let end = self.rest.find(|c| !word(c)).unwrap_or(self.rest.len());
        self.rest.get(..end).unwrap_or_default()
    }

    fn is_comment(&self) -> bool {
        ["//", "/*", "#"].iter().any(|mark| self.rest.starts_with(mark))
    }

    /// Whether a number or word goes on here: `2012-10-17` without quotes.
    fn runs_on(&self) -> bool {
        let before = self.source.text().get(..self.at).unwrap_or_default();
        before.ends_with(char::is_alphanumeric) && !self.rest.starts_with(['"', '{', '['])
    }

    fn found_length(&self) -> usize {
        self.word().len().max(self.rest.chars().next().map_or(0, char::len_utf8))
    }

    fn found(&self) -> String {
        match self.rest.chars().next() {
            None => "the end of the text".into(),
            Some(_) if self.is_comment() => "a comment".into(),
            Some('"') => "a string".into(),
            Some(_) if !self.word().is_empty() => quote(self.word()),
            Some(c) if c.is_control() || c == '\u{feff}' => format!("U+{:04X}", u32::from(c)),
            Some(c) => format!("`{c}`"),
        }
    }

    /// `expected …, found …`, with the hint for what was found.
    fn expected(&self, what: &str) -> Diagnostic {
        if self.rest.is_empty() {
            return self.end();
        }
        let error = self.error(self.found_length(), format!("expected {what}, found {}", self.found()));
        match self.hint() {
            Some(hint) => error.help(hint),
            None => error,
        }
    }

    fn end(&self) -> Diagnostic {
        let bracket = |offset: &usize| self.source.text().as_bytes().get(*offset).copied();
        let Some(last) = self.open.last() else {
            return self.error(0, "the text is empty").help("write a JSON value, such as `{}`");
        };
        let container = if bracket(last) == Some(b'[') { "array" } else { "object" };
        let closing: String =
            self.open.iter().rev().map(|open| if bracket(open) == Some(b'[') { ']' } else { '}' }).collect();
        self.error(0, format!("the text ends inside the {container} opened at {}", self.place(*last)))
            .help(format!("close what is open with {}", quote(&closing)))
    }

    fn hint(&self) -> Option<String> {
        if self.is_comment() {
            return Some("JSON has no comments: remove it".into());
        }
        let word = self.word();
        let hint = match self.rest.chars().next()? {
            '\'' => "write strings in double quotes",
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2018}' | '\u{2019}' => {
                "this is a typographic quote: write `\"`"
            }
            '\0' => "this looks like UTF-16: save the text as UTF-8",
            '+' | '.' => "a number starts with a digit or `-`",
            _ if word.eq_ignore_ascii_case("true") => "write `true`",
            _ if word.eq_ignore_ascii_case("false") => "write `false`",
            _ if word.eq_ignore_ascii_case("null") || word == "None" => "write `null`",
            _ if ["NaN", "Infinity", "undefined"].contains(&word) => "JSON has no such value",
            _ if self.source.text().starts_with("---") => "this looks like YAML: write it as JSON",
            _ if self.open.is_empty()
                && !word.is_empty()
                && self.rest.trim_start_matches(word).starts_with(':') =>
            {
                "this looks like YAML: write it as JSON"
            }
            _ if !word.is_empty() => return Some(format!("write {} in double quotes", quote(word))),
            _ => return None,
        };
        Some(hint.into())
    }

    fn value(&self) -> Diagnostic {
        let error = self.expected("a value");
        if self.rest.starts_with(',') {
            error.help("remove the comma or write a value before it")
        } else {
            error
        }
    }

    fn key(&self) -> Diagnostic {
        let error = self.expected("a key in double quotes");
        if self.rest.starts_with(',') { error.help("remove the comma") } else { error }
    }

    fn colon(&self) -> Diagnostic {
        let error = self.expected("`:` after the key");
        if self.rest.starts_with('=') { error.help("write `:`") } else { error }
    }

    fn separator(&self) -> Diagnostic {
        let Some(open) = self.open.last() else { return self.expected("the end") };
        let is_array = self.source.text().as_bytes().get(*open) == Some(&b'[');
        let (container, close, wrong) = if is_array { ("array", ']', '}') } else { ("object", '}', ']') };
        let error = self.expected(&format!("`,` or `{close}`"));
        match self.rest.chars().next() {
            Some(found) if found == wrong => self
                .error(1, format!("`{found}` does not close the {container} opened at {}", self.place(*open)))
                .help(format!("close it with `{close}` first")),
            Some(':') if is_array => error.help("only an object, in `{}`, has keys"),
            Some(_) if self.runs_on() => error.help("write text in double quotes"),
            Some('"' | '{' | '[' | '-' | '0'..='9') => error.help("put a comma before it"),
            _ => error,
        }
    }

    fn after_end(&self) -> Diagnostic {
        let error =
            self.error(self.found_length(), format!("found {} after the end of the value", self.found()));
        match self.rest.chars().next() {
            Some(c @ ('}' | ']')) => error.help(format!("nothing is open here: remove the `{c}`")),
            _ if self.is_comment() => error.help("JSON has no comments: remove it"),
            _ => error.help("a text holds one value: remove the rest"),
        }
    }

    fn escape(&self) -> Diagnostic {
        let mut characters = self.rest.chars();
        let escape: String = characters.by_ref().take(2).filter(|c| !c.is_control()).collect();
        self.error(escape.len(), format!("{} is no escape", quote(&escape)))
            .help("write `\\\\` for a backslash; the escapes are `\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000`")
    }

    fn control(&self, opening: usize) -> Diagnostic {
        let opening = self.place(opening);
        let character = self.rest.chars().next().unwrap_or_default();
        if matches!(character, '\n' | '\r') {
            let message = format!("the line ends inside the string opened at {opening}");
            return self.error(1, message).help("close it with `\"`, or write `\\n` for a line break");
        }
        let escape =
            if character == '\t' { "\\t".into() } else { format!("\\u{:04x}", u32::from(character)) };
        self.error(1, format!("U+{:04X} must not stand in a string as it is", u32::from(character)))
            .help(format!("write `{escape}`"))
    }
}
