//! From JSON nodes to a [`PolicyDocument`]: whatever must be refused in a policy of any type.

mod condition;
mod elements;
mod names;
mod number;
mod principal;
mod statement;
mod unknown;

use crate::diagnostic::{Diagnostic, quote};
use crate::document::faults::Faults;
use crate::document::unknown::is_unknown_key;
use crate::document::{PolicyDocument, Unknown};
use crate::json::{self, Limits, Member, Node, Value};
use crate::source::{Source, Span, Spanned};

pub(crate) use names::closest;
use names::{Elements, repeats};

/// Keys under which AWS's tools hand out a policy.
const WRAPPERS: [&str; 5] =
    ["PolicyDocument", "AssumeRolePolicyDocument", "PolicyVersion", "Policy", "Document"];

impl PolicyDocument {
    /// Reads the whole text of `source` as a policy. It never fails: what is wrong is in
    /// [`PolicyDocument::diagnostics`], a text that is not JSON included.
    ///
    /// ```
    /// use sayso::{Limits, PolicyDocument, Source};
    ///
    /// let document = PolicyDocument::parse(&Source::new("role.json", "{"), &Limits::default());
    /// assert_eq!(document.diagnostics()[0].code, "JSON_SYNTAX_ERROR");
    /// assert!(document.statements().is_empty());
    /// ```
    pub fn parse(source: &Source, limits: &Limits) -> Self {
        match json::parse(source, limits) {
            Ok(node) => Self::from_node(source, &node, limits),
            Err(fault) => Self::unreadable(fault),
        }
    }

    /// A document that could not be read because of `fault`, which is all there is to say about it.
    ///
    /// ```
    /// use sayso::{Diagnostic, PolicyDocument, Source, Span};
    ///
    /// let source = Source::new("role.json", "no policy");
    /// let fault = Diagnostic::error("NOT_A_POLICY", &source, Span::new(0, 9), "this is prose");
    /// let document = PolicyDocument::unreadable(fault);
    /// assert_eq!(document.diagnostics()[0].code, "NOT_A_POLICY");
    /// assert!(document.statements().is_empty());
    /// ```
    pub fn unreadable(fault: Diagnostic) -> Self {
        let mut document = Self::empty(&fault.source, fault.span);
        document.diagnostics.push(fault);
        document
    }

    fn empty(source: &Source, span: Span) -> Self {
        Self {
            source: source.clone(),
            span,
            version: None,
            id: None,
            statements: Vec::new(),
            diagnostics: Vec::new(),
            unknown: Unknown::default(),
        }
    }

    /// Reads a policy that is a part of a larger text: `node` with its spans in `source`.
    ///
    /// ```
    /// use sayso::{Limits, PolicyDocument, Source, json, json::Value};
    ///
    /// let source = Source::new("export.json", r#"{"RoleName": "App", "Policy": {"Statement": []}}"#);
    /// let node = json::parse(&source, &Limits::default()).unwrap();
    /// let Value::Object(members) = &node.value else { panic!() };
    /// let document = PolicyDocument::from_node(&source, &members[1].value, &Limits::default());
    /// assert!(document.diagnostics().is_empty());
    /// assert_eq!(document.span().start, 30);
    /// ```
    pub fn from_node(source: &Source, node: &Node<'_>, limits: &Limits) -> Self {
        let mut document = Self::empty(source, node.span);
        let faults = Faults::new(source);
        let mut lowering = Lowering { source, limits, faults, unknown: Unknown::default(), open: false };
        lowering.document(node, &mut document);
        lowering.unknown.sort();
        document.diagnostics = lowering.faults.sorted();
        document.unknown = lowering.unknown;
        document
    }

    /// Whether the text was no policy at all, so that nothing can be said about its elements.
    pub(crate) fn is_unreadable(&self) -> bool {
        self.diagnostics.iter().any(|fault| fault.is_error() && fault.span == self.span)
    }
}

/// The function of CloudFormation that an object calls: `{"Fn::Sub": …}`.
fn template_function<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.value {
        Value::Object(members) => match members.as_slice() {
            [call] if call.key.value == "Ref" || call.key.value.starts_with("Fn::") => Some(&call.key.value),
            _ => None,
        },
        _ => None,
    }
}

/// Turns nodes into elements.
struct Lowering<'s> {
    source: &'s Source,
    limits: &'s Limits,
    faults: Faults<'s>,
    unknown: Unknown,
    /// Whether the statement at hand has something unknown that no field of its node holds.
    open: bool,
}

impl Lowering<'_> {
    fn refuse(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.faults.refuse(code, span, message, help);
    }

    fn mismatch(&mut self, what: &str, wanted: &str, node: &Node<'_>, help: &str) {
        let message = format!("{what} must be {wanted}, found {}", node.value.kind());
        let help = match template_function(node) {
            Some(function) => format!("resolve {} first: a policy has no such functions", quote(function)),
            None if !help.is_empty() => help.into(),
            None => match node.value {
                Value::Number(_) | Value::Bool(_) if wanted.contains("string") => {
                    "put it in double quotes".into()
                }
                Value::Null => "write a value or remove it".into(),
                _ => String::new(),
            },
        };
        self.refuse("DATA_TYPE_MISMATCH", node.span, message, help);
    }

    /// Refuses every key that was written before in the same object (G07).
    fn refuse_repeats(&mut self, members: &[Member<'_>], known: impl Fn(&str) -> bool, help: &str) {
        for (again, first) in repeats(members, false) {
            if known(&again.key.value) && !is_unknown_key(self.source, &again.key) {
                let message = self.repeat_message(again, first);
                self.refuse("DUPLICATE_KEY", again.key.span, message, help);
            }
        }
    }

    fn repeat_message(&self, again: &Member<'_>, first: &Member<'_>) -> String {
        let place = self.source.line_column(first.key.span.start);
        format!("duplicate key {}, first at {}:{}", quote(&again.key.value), place.line, place.column)
    }

    /// The element that a key names, or seems to name; whether it names it exactly.
    fn element(
        &mut self,
        key: &Spanned<impl AsRef<str>>,
        elements: &Elements,
    ) -> Option<(&'static str, bool)> {
        let name = key.value.as_ref();
        if let Some(known) = elements.own.iter().find(|known| **known == name) {
            return Some((known, true));
        }
        if self.unknown_key(key) {
            return None;
        }
        let message = format!("{} is no element of a {}", quote(name), elements.holder);
        let meant = names::closest(name, elements.own.iter().copied());
        let help = match meant {
            _ if WRAPPERS.contains(&name) => "its value seems to be the policy: read only that".into(),
            _ if elements.elsewhere.contains(&name) => format!("it belongs in {}", elements.where_else),
            Some(meant) => format!("did you mean `{meant}`?"),
            None if names::closest(name, elements.elsewhere.iter().copied()).is_some() => {
                format!("it seems to belong in {}", elements.where_else)
            }
            None => "remove it".into(),
        };
        self.refuse("INVALID_POLICY_ELEMENT", key.span, message, help);
        meant.filter(|_| !elements.elsewhere.contains(&name)).map(|meant| (meant, false))
    }

    fn string(&mut self, what: &str, node: &Node<'_>) -> Option<Spanned<String>> {
        if let Value::String(text) = &node.value {
            return Some(Spanned { value: text.clone().into_owned(), span: node.span });
        }
        if let Some(text) = self.unknown(node) {
            return Some(Spanned { value: text.to_owned(), span: node.span });
        }
        self.mismatch(what, "a string", node, "");
        None
    }
}
