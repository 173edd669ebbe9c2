//! What an editor says about a place in a policy: what could be written there, and what is written there.
//!
//! The text need not be JSON yet: a person is writing it. A policy is found wherever it stands, in a template of
//! CloudFormation, too. Nothing here is a judgement; that is [`crate::lint`]'s.
//!
//! ```
//! use sayso::assist;
//! use sayso_catalog::ServiceReference;
//!
//! let text = r#"{"Statement": {"Action": "s3:getbucketpol"#;
//! let found = assist::complete(text, text.len(), None, &ServiceReference::embedded());
//! assert_eq!(found.items[0].label, "s3:GetBucketPolicy");
//! assert_eq!(found.items[0].detail, "Read");
//! ```

mod complete;
mod hover;
mod outline;
mod place;
mod placeholder;
mod token;
mod word;
mod words;

use sayso_catalog::ServiceReference;

use crate::policy_type::PolicyType;
use crate::source::Span;

/// What could be written at a place.
///
/// ```
/// use sayso::assist;
/// use sayso_catalog::ServiceReference;
///
/// let text = r#"{"Statement": {"Effect": "A"}}"#;
/// let found = assist::complete(text, 27, None, &ServiceReference::embedded());
/// assert_eq!(&text[found.replace.range()], "A");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completions {
    /// What the item that a person chooses replaces, in bytes; empty at the cursor where nothing is written yet.
    pub replace: Span,
    /// The best first, at most 200.
    pub items: Vec<Completion>,
}

impl Completions {
    /// No items, at an offset or the character that it is in.
    fn none(text: &str, offset: usize) -> Self {
        let at = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
        Self { replace: Span::at(at.unwrap_or_default()), items: Vec::new() }
    }
}

/// One text that could be written at a place.
///
/// ```
/// use sayso::assist::{self, CompletionKind};
/// use sayso_catalog::ServiceReference;
///
/// let text = r#"{"Statement": {"Resource": "*", "eff"}}"#;
/// let found = assist::complete(text, 36, None, &ServiceReference::embedded());
/// let item = &found.items[0];
/// assert_eq!((item.label.as_str(), item.insert.as_str()), ("Effect", "\"Effect\": "));
/// assert_eq!(item.kind, CompletionKind::Element);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What a person chooses by.
    pub label: String,
    /// What is written, quotes included where the text has none yet. Capitals with `_` stand for what is to be
    /// filled in: `arn:aws:s3:::BUCKET_NAME`.
    pub insert: String,
    /// A few words about it, or none.
    pub detail: String,
    /// What it is.
    pub kind: CompletionKind,
}

/// What an item of a completion is.
///
/// ```
/// use sayso::assist::{self, CompletionKind};
/// use sayso_catalog::ServiceReference;
///
/// let text = r#"{"Statement": {"Action": "secretsm"#;
/// let found = assist::complete(text, text.len(), None, &ServiceReference::embedded());
/// assert_eq!(found.items[0].kind, CompletionKind::Service);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompletionKind {
    /// A name of an element, or of a kind of principal.
    Element,
    /// A value of a fixed set: `Allow`, `true`.
    Value,
    /// A service's prefix with a colon, after which its actions are chosen.
    Service,
    /// An action.
    Action,
    /// A text with `*` that stands for several actions.
    Wildcard,
    /// An ARN, or a form of one.
    Arn,
    /// A condition operator.
    Operator,
    /// A condition key.
    ConditionKey,
    /// A principal.
    Principal,
}

/// What there is to say about what is written at a place.
///
/// ```
/// use sayso::assist;
/// use sayso_catalog::ServiceReference;
///
/// let text = r#"{"Statement": {"Action": "s3:GetObject"}}"#;
/// let hover = assist::hover(text, 30, None, &ServiceReference::embedded()).unwrap();
/// assert_eq!(&text[hover.span.range()], "s3:GetObject");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// What it is about, in bytes.
    pub span: Span,
    /// The text, in Markdown.
    pub markdown: String,
}

/// What could be written at a byte offset of a text: the names of elements, actions, ARNs, condition operators and
/// keys, principals, and values where there are few. Nothing where no policy is, or beyond the end.
///
/// A policy type that is known leaves out what such policies do not have.
///
/// ```
/// use sayso::{PolicyType, assist};
/// use sayso_catalog::ServiceReference;
///
/// // Keys that requests for the statement's actions carry come first.
/// let text = r#"{"Statement": {"Action": "s3:ListBucket", "Condition": {"StringLike": {"#;
/// let identity = Some(PolicyType::Identity);
/// let found = assist::complete(text, text.len(), identity, &ServiceReference::embedded());
/// assert!(found.items.iter().any(|item| item.label == "s3:prefix" && item.detail == "String"));
/// ```
pub fn complete(
    text: &str,
    offset: usize,
    policy_type: Option<PolicyType>,
    reference: &ServiceReference<'_>,
) -> Completions {
    complete::complete(text, offset, policy_type, reference)
}

/// What there is to say about the name, action, ARN, condition key or operator at a byte offset of a text.
///
/// ```
/// use sayso::assist;
/// use sayso_catalog::ServiceReference;
///
/// let text = r#"{"Statement": {"Action": "s3:GetBucketPol*"}}"#;
/// let hover = assist::hover(text, 30, None, &ServiceReference::embedded()).unwrap();
/// assert!(hover.markdown.starts_with("`s3:GetBucketPol*`: 2 actions: 2 Read"));
/// ```
pub fn hover(
    text: &str,
    offset: usize,
    policy_type: Option<PolicyType>,
    reference: &ServiceReference<'_>,
) -> Option<Hover> {
    hover::hover(text, offset, policy_type, reference)
}

/// As [`complete`] for a policy that is not written in JSON, in YAML or HCL: actions, at a word that has a colon.
///
/// ```
/// use sayso::assist;
/// use sayso_catalog::ServiceReference;
///
/// let text = "Action:\n  - s3:GetBucketPol\n";
/// let found = assist::complete_word(text, 25, &ServiceReference::embedded());
/// assert_eq!(found.items[0].insert, "s3:GetBucketPolicy");
/// ```
pub fn complete_word(text: &str, offset: usize, reference: &ServiceReference<'_>) -> Completions {
    word::complete(text, offset, reference)
}

/// As [`hover`] for a policy that is not written in JSON: actions, condition keys and ARNs, by what they look like.
///
/// ```
/// use sayso::assist;
/// use sayso_catalog::ServiceReference;
///
/// let text = "actions = [\"s3:GetObject\"]";
/// let hover = assist::hover_word(text, 16, &ServiceReference::embedded()).unwrap();
/// assert!(hover.markdown.starts_with("**s3:GetObject**"));
/// ```
pub fn hover_word(text: &str, offset: usize, reference: &ServiceReference<'_>) -> Option<Hover> {
    word::hover(text, offset, reference)
}
