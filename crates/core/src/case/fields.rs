//! Typed access to the fields of a JSON object, with a place for every complaint.

use crate::diagnostic::{Diagnostic, quote};
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

    /// Where to point for want of a field: at the first one that is there.
    pub(super) fn opening(&self) -> Span {
        self.members.first().map_or(self.span, |member| member.key.span)
    }

    /// Refuses unknown and repeated fields; `$schema` and names that start with `_` are the author's.
    pub(super) fn check(&self, known: &[&str]) -> Result<(), Diagnostic> {
        for (at, member) in self.members.iter().enumerate() {
            let name = &*member.key.value;
            if name.starts_with(['$', '_']) {
                continue;
            }
            if !known.contains(&name) {
                return Err(self
                    .error(member.key.span, format!("unknown field {}", quote(name)))
                    .help(hint(name, known)));
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
        let error = self.error(node.span, format!("`{name}` is {}, expected {expected}", node.value.kind()));
        match &node.value {
            // YAML makes a number of an account id that is not quoted.
            Value::Number(number) if expected == "a string" => {
                error.help(format!("put it in quotes: `\"{number}\"`"))
            }
            _ => error,
        }
    }
}

/// What an unknown field was probably meant to be.
fn hint(name: &str, known: &[&str]) -> String {
    let near = |field: &&&str| is_near(name, field);
    // What makes a case a scenario is no field of a case.
    match known.iter().chain(if known == CASE { ["tests"].as_slice() } else { &[] }).find(near) {
        Some(field) => format!("did you mean `{field}`?"),
        None => format!("the fields here are `{}`", known.join("`, `")),
    }
}

/// Whether two names differ in case, in a plural or in one slip of the finger.
fn is_near(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_ascii_lowercase(), other.to_ascii_lowercase());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if long.len() - short.len() > 1 || short.len() < 3 {
        return false;
    }
    let start = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    let ends = |skip: usize| {
        let rest = long.bytes().rev().zip(short.bytes().rev()).take_while(|(a, b)| a == b).count();
        start + rest + skip >= long.len()
    };
    let swapped = || {
        let mut letters = long.bytes().collect::<Vec<_>>();
        let in_range = start + 1 < letters.len();
        if in_range {
            letters.swap(start, start + 1);
        }
        in_range && letters == short.as_bytes()
    };
    ends(1) || swapped()
}

/// The items of an array, or a single value as its own only item.
pub(super) fn items<'n, 'a>(node: &'n Node<'a>) -> impl Iterator<Item = &'n Node<'a>> {
    let (one, many): (Option<&Node<'a>>, &[Node<'a>]) = match &node.value {
        Value::Array(items) => (None, items),
        _ => (Some(node), &[]),
    };
    one.into_iter().chain(many)
}
