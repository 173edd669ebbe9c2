//! Typed access to the fields of a JSON object, with a place for every complaint.

use crate::diagnostic::Diagnostic;
use crate::json::{Member, Node, Value};
use crate::source::{Source, Span, Spanned};

pub(super) const CASE: [&str; 16] = [
    "id",
    "name",
    "rule",
    "source",
    "confidence",
    "description",
    "expected",
    "sid",
    "principal",
    "action",
    "resource",
    "context",
    "policies",
    "unknown",
    "absent",
    "sessionName",
];
pub(super) const SCENARIO: [&str; 12] = [
    "name",
    "description",
    "principal",
    "sessionName",
    "action",
    "resource",
    "context",
    "policies",
    "unknown",
    "absent",
    "expected",
    "tests",
];
pub(super) const PRINCIPAL: [&str; 13] = [
    "type",
    "arn",
    "account",
    "roleArn",
    "roleId",
    "serviceLinkedRole",
    "userArn",
    "id",
    "canonicalUserId",
    "name",
    "provider",
    "accountIsManagement",
    "session",
];
pub(super) const RESOURCE: [&str; 5] = ["arn", "account", "kind", "accountIsManagement", "awsManagedKey"];
pub(super) const POLICIES: [&str; 8] =
    ["identity", "groups", "resource", "session", "boundary", "vpcEndpoint", "scps", "rcps"];
pub(super) const LEVEL: [&str; 2] = ["level", "policies"];

/// An object's members.
#[derive(Clone, Copy)]
pub(super) struct Fields<'n, 'a> {
    pub(super) source: &'n Source,
    pub(super) span: Span,
    members: &'n [Member<'a>],
}

impl<'n, 'a> Fields<'n, 'a> {
    pub(super) fn of(source: &'n Source, node: &'n Node<'a>, what: &str) -> Result<Self, Diagnostic> {
        match &node.value {
            Value::Object(members) => Ok(Self { source, span: node.span, members }),
            other => {
                let message = format!("expected {what}, an object, found {}", other.kind());
                Err(Diagnostic::error("INVALID_CASE", source, node.span, message))
            }
        }
    }

    pub(super) fn error(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error("INVALID_CASE", self.source, span, message)
    }

    /// Refuses unknown and repeated fields; `$schema` and names that start with `_` are the author's.
    pub(super) fn check(&self, known: &[&str]) -> Result<(), Diagnostic> {
        for (at, member) in self.members.iter().enumerate() {
            let name = &*member.key.value;
            if name.starts_with(['$', '_']) {
                continue;
            }
            if !known.contains(&name) {
                let expected = known.join("`, `");
                return Err(self
                    .error(member.key.span, format!("unknown field `{name}`"))
                    .help(format!("the fields here are `{expected}`")));
            }
            if self.members.iter().take(at).any(|other| other.key.value == name) {
                return Err(self.error(member.key.span, format!("field `{name}` is given twice")));
            }
        }
        Ok(())
    }

    pub(super) fn members(&self) -> &'n [Member<'a>] {
        self.members
    }

    pub(super) fn get(&self, name: &str) -> Option<&'n Node<'a>> {
        self.members.iter().find(|member| member.key.value == name).map(|member| &member.value)
    }

    pub(super) fn string(&self, name: &str) -> Result<Option<Spanned<&'n str>>, Diagnostic> {
        match self.get(name) {
            None => Ok(None),
            Some(Node { span, value: Value::String(value) }) => Ok(Some(Spanned { value, span: *span })),
            Some(node) => Err(self.wrong_type(name, node, "a string")),
        }
    }

    pub(super) fn owned(&self, name: &str) -> Result<Option<String>, Diagnostic> {
        Ok(self.string(name)?.map(|text| text.value.to_owned()))
    }

    pub(super) fn boolean(&self, name: &str) -> Result<bool, Diagnostic> {
        match self.get(name) {
            None => Ok(false),
            Some(Node { value: Value::Bool(value), .. }) => Ok(*value),
            Some(node) => Err(self.wrong_type(name, node, "true or false")),
        }
    }

    /// A field that holds one string or a list of them.
    pub(super) fn strings(&self, name: &str) -> Result<Vec<Spanned<&'n str>>, Diagnostic> {
        let Some(node) = self.get(name) else { return Ok(Vec::new()) };
        items(node)
            .map(|item| match &item.value {
                Value::String(value) => Ok(Spanned { value: &**value, span: item.span }),
                _ => Err(self.wrong_type(name, item, "a string")),
            })
            .collect()
    }

    pub(super) fn wrong_type(&self, name: &str, node: &Node<'_>, expected: &str) -> Diagnostic {
        self.error(node.span, format!("`{name}` is {}, expected {expected}", node.value.kind()))
    }
}

/// The items of an array, or a single value as its own only item.
pub(super) fn items<'n, 'a>(node: &'n Node<'a>) -> impl Iterator<Item = &'n Node<'a>> {
    let (one, many): (Option<&Node<'a>>, &[Node<'a>]) = match &node.value {
        Value::Array(items) => (None, items),
        _ => (Some(node), &[]),
    };
    one.into_iter().chain(many)
}
