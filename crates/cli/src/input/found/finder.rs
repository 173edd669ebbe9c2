//! Takes in places of policies and makes the list of what was found.

use std::collections::BTreeSet;

use sayso::embedded::{Quoting, Text, align};
use sayso::json::{Limits, Node, UNKNOWN, Value};
use sayso::{Diagnostic, PolicyDocument, PolicyType, Severity, Source, Span};

use super::kind::{Kind, attachment_of};
use super::reach::get;
use super::{Found, FoundAll, hints};

/// How strings of the file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    Yaml,
}

/// A place for a policy.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) pointer: String,
    pub(super) label: String,
    /// `None` where only the policy itself tells.
    pub(super) kind: Option<Kind>,
}

/// One file and what was found in it so far.
pub(super) struct Finder<'s> {
    pub(super) source: &'s Source,
    pub(super) limits: &'s Limits,
    pub(super) syntax: Syntax,
    /// The pointer to the document at hand.
    pub(super) root: String,
    policy_type: Option<PolicyType>,
    found: FoundAll,
    /// Places that were told to be dynamic: once is enough.
    told: BTreeSet<Span>,
}

impl<'s> Finder<'s> {
    pub(super) fn new(source: &'s Source, limits: &'s Limits, policy_type: Option<PolicyType>) -> Self {
        Self {
            source,
            limits,
            syntax: Syntax::Json,
            root: String::new(),
            policy_type,
            found: FoundAll::default(),
            told: BTreeSet::new(),
        }
    }

    pub(super) fn finish(mut self) -> FoundAll {
        self.found.policies.sort_by_key(|found| found.document.span().start);
        self.found.not_static.sort_by_key(|place| place.span.start);
        self.found
    }

    /// Says that something at `span` is dynamic and was not checked.
    pub(super) fn not_static(&mut self, span: Span, message: impl Into<String>) {
        let mut place = Diagnostic::error("NOT_STATIC", self.source, span, message);
        place.severity = Severity::Suggestion;
        if self.told.insert(span) {
            self.found.not_static.push(place);
        }
    }

    /// Takes a policy, as an object or as a text that holds one; no value is none.
    pub(super) fn policy(&mut self, node: &Node<'_>, place: &Place) {
        match &node.value {
            Value::Null => {}
            Value::Unknown(_) => {
                self.not_static(node.span, format!("{}: known only on deployment, not checked", place.label));
            }
            Value::String(text) if text.trim().is_empty() => {}
            Value::String(text) => {
                let text = self.written(text, node.span);
                self.text(&text, node.span, place);
            }
            _ => {
                self.unknown_statements(node, place);
                self.add(PolicyDocument::from_node(self.source, node, self.limits), place);
            }
        }
    }

    /// A string of the file with the place of each character.
    pub(super) fn written(&self, decoded: &str, span: Span) -> Text {
        let written = self.source.slice(span);
        let mut text = Text::default();
        let (skipped, quoting) = match (written.chars().next(), self.syntax) {
            (Some('"'), _) => (1, Quoting::Backslash),
            (Some('\''), Syntax::Yaml) => (1, Quoting::Doubled),
            // The header of a block.
            (Some('|' | '>'), Syntax::Yaml) => (written.find('\n').unwrap_or(0), Quoting::Plain),
            _ => (0, Quoting::Plain),
        };
        let inside = written.get(skipped..).unwrap_or_default();
        align(&mut text, decoded, inside, span.range().start + skipped, quoting);
        text
    }

    /// Takes a policy that is JSON in a text, or that URL-encoded.
    pub(super) fn text(&mut self, text: &Text, span: Span, place: &Place) {
        let decoded = if text.is_url_encoded() { text.url_decoded() } else { text.clone() };
        decoded.parsed(self.source, self.limits, |parsed| match parsed {
            Ok(node) => {
                self.unknown_statements(node, place);
                self.add(PolicyDocument::from_node(self.source, node, self.limits), place);
            }
            // An unknown part may be what is missing.
            Err(_) if decoded.has_holes() => {
                self.not_static(span, format!("{}: only on deployment is it JSON, not checked", place.label));
            }
            Err(fault) => self.add(PolicyDocument::unreadable(fault), place),
        });
    }

    /// Statements that nobody knows are told, whatever else the policy has.
    fn unknown_statements(&mut self, node: &Node<'_>, place: &Place) {
        let unknown = |node: &&Node<'_>| matches!(node.value, Value::Unknown(_));
        let statement = get(node, "Statement");
        let keys = match &node.value {
            Value::Object(members) => members.as_slice(),
            _ => &[],
        };
        let keys = keys.iter().map(|member| &member.key).filter(|key| key.value.contains(UNKNOWN));
        let entries = match statement.map(|statement| &statement.value) {
            Some(Value::Array(items)) => items.as_slice(),
            _ => &[],
        };
        let values = statement.into_iter().chain(entries).filter(unknown).map(|node| node.span);
        for span in keys.map(|key| key.span).chain(values) {
            let message = format!("{}: statements known only on deployment, not checked", place.label);
            self.not_static(span, message);
        }
    }

    fn add(&mut self, document: PolicyDocument, place: &Place) {
        let (policy_type, attachment) = if let Some(kind) = place.kind {
            (kind.policy_type(), kind.attachment())
        } else {
            let told = self.policy_type;
            let policy_type = told.unwrap_or_else(|| hints::policy_type(self.source.name(), &document));
            (policy_type, attachment_of(policy_type))
        };
        let pointer = format!("{}{}", self.root, place.pointer);
        let label = if place.label.is_empty() { policy_type.to_string() } else { place.label.clone() };
        self.found.policies.push(Found { document, policy_type, pointer, label, attachment });
    }
}
