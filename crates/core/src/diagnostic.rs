//! What is wrong with an input, where, and what to do about it.

use std::fmt;

use crate::edit::TextEdit;
use crate::harmless::{one_line, push};
use crate::source::{Source, Span};

/// How much a finding matters, in the words of IAM Access Analyzer.
///
/// ```
/// use sayso::Severity;
///
/// assert!(Severity::Error > Severity::Warning && Severity::Warning > Severity::Suggestion);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A better way exists.
    Suggestion,
    /// Probably not what the author meant.
    Warning,
    /// Allows more than is safe.
    SecurityWarning,
    /// The input is refused: it can't be evaluated.
    Error,
}

impl Severity {
    /// The word printed before a message.
    ///
    /// ```
    /// use sayso::Severity;
    ///
    /// assert_eq!(Severity::Warning.as_str(), "warning");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suggestion => "suggestion",
            Self::Warning => "warning",
            Self::SecurityWarning => "security warning",
            Self::Error => "error",
        }
    }
}

/// One finding: a code to look up, a place, a message and often a hint.
///
/// Messages are in lower case without a final period, with user input in backticks.
///
/// ```
/// use sayso::{Limits, PolicyDocument, Source};
///
/// let source = Source::new("role.json", r#"{"Version": "2012-10-18", "Statement": []}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// let fault = &document.diagnostics()[0];
/// assert_eq!(fault.code, "INVALID_VERSION");
/// assert_eq!(source.slice(fault.span), r#""2012-10-18""#);
/// assert_eq!(fault.help.as_deref(), Some("write `\"2012-10-17\"`"));
/// ```
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// A stable code; Access Analyzer's where it has one for the same fault.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The text that `span` points into.
    pub source: Source,
    /// The offending place.
    pub span: Span,
    /// What to write instead.
    pub help: Option<String>,
    /// Other places that matter, each with what is there.
    pub labels: Vec<(Span, String)>,
    /// Sets of actions that it is about, all of them, where its message may name only a few: each does it by itself.
    pub action_sets: Vec<Vec<String>>,
    /// An edit that mends it.
    pub fix: Option<Box<Fix>>,
}

/// An edit that mends a finding.
///
/// ```
/// use sayso::{Limits, PolicyDocument, PolicyType, Source, lint};
///
/// let source = Source::new("role.json", r#"{"Version": "2012-10-17", "Statement": {
///     "Sid": "", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"}}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// let found = lint::check(&document, PolicyType::Identity, &lint::Options::default());
/// let fix = found.iter().find_map(|finding| finding.fix.as_ref()).unwrap();
/// assert!(fix.is_safe);
/// assert_eq!(source.slice(fix.edits[0].span), "\"Sid\": \"\", ");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a command: "remove the empty `Sid`".
    pub title: String,
    /// The changes, which do not overlap.
    pub edits: Vec<TextEdit>,
    /// Whether no decision changes, and the right edit is certain. Only such edits are made unasked.
    pub is_safe: bool,
}

impl Diagnostic {
    /// A refusal: the message in lower case, without a period, user input in backticks.
    ///
    /// ```
    /// use sayso::{Diagnostic, Source, Span};
    ///
    /// let source = Source::new("tests/role.yaml", "policy: missing.json");
    /// let error = Diagnostic::error("POLICY_NOT_FOUND", &source, Span::new(8, 20), "no such file");
    /// assert_eq!(error.to_string(), "tests/role.yaml:1:9: error[POLICY_NOT_FOUND]: no such file");
    /// ```
    pub fn error(code: &'static str, source: &Source, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: one_line(message.into()).into_owned(),
            source: source.clone(),
            span,
            help: None,
            labels: Vec::new(),
            action_sets: Vec::new(),
            fix: None,
        }
    }

    /// The same with a hint: what to write instead.
    ///
    /// ```
    /// use sayso::{Diagnostic, Source, Span};
    ///
    /// let source = Source::new("role.json", "[]");
    /// let error = Diagnostic::error("INVALID", &source, Span::at(0), "an array is no policy");
    /// assert!(error.help("put it in `Statement`").to_string().ends_with("no policy (put it in `Statement`)"));
    /// ```
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(one_line(help.into()).into_owned());
        self
    }

    /// The same with another place that matters.
    pub(crate) fn label(mut self, span: Span, what: impl Into<String>) -> Self {
        self.labels.push((span, one_line(what.into()).into_owned()));
        self
    }

    /// The same with an edit that mends it; safe if no decision changes and the right edit is certain.
    pub(crate) fn fix(mut self, title: impl Into<String>, edits: Vec<TextEdit>, is_safe: bool) -> Self {
        self.fix = Some(Box::new(Fix { title: one_line(title.into()).into_owned(), edits, is_safe }));
        self
    }

    /// Whether the input is refused.
    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// One line: `file:line:column: severity[CODE]: message (help)`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.source.place(self.span);
        write!(f, "{place}: {}[{}]: {}", self.severity.as_str(), self.code, self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

/// User input for a message: in backticks, on one line, at most 60 characters.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.is_empty() {
        return "an empty string".into();
    }
    let mut quoted = String::from("`");
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            quoted.push('…');
            break;
        }
        push(&mut quoted, character);
    }
    quoted.push('`');
    quoted
}
