//! `data "aws_iam_policy_document"` as the policy that Terraform makes of it.

use std::borrow::Cow;

use hcl_edit::structure::{Attribute, Block, Body};
use sayso::json::{Member, Node, UNKNOWN, Value};
use sayso::{Span, Spanned};

use super::statement;
use super::value::{node, span_of};
use super::{DOCUMENT, dynamics};
use crate::input::found::finder::{Finder, Place};
use crate::input::found::kind::Kind;

/// Arguments that add statements of other documents.
const OTHERS: [&str; 4] =
    ["source_policy_documents", "override_policy_documents", "source_json", "override_json"];

pub(super) fn find(finder: &mut Finder<'_>, block: &Block, name: &str, kind: Option<Kind>) {
    let address = format!("data.{DOCUMENT}.{name}");
    let mut made = Made { finder, address };
    if let Some(for_each) = block.body.get_attribute("for_each") {
        made.dynamic(
            for_each,
            "`for_each` makes several policies of it; what differs between them was not checked",
        );
    }
    let mut members = vec![made.version(block)];
    if let Some(id) = block.body.get_attribute("policy_id") {
        members.push(made.member("Id", id));
    }
    members.push(made.statements(block));
    let node = Node { span: span_of(block), value: Value::Object(members) };
    let Made { finder, address } = made;
    let label = kind.map_or_else(|| address.clone(), |kind| format!("{address}, {}", kind.noun()));
    finder.policy(&node, &Place { pointer: address, label, kind });
}

/// The policy in the making.
pub(super) struct Made<'f, 's> {
    finder: &'f mut Finder<'s>,
    address: String,
}

impl Made<'_, '_> {
    /// Says what of it was not checked.
    pub(super) fn dynamic(&mut self, place: &impl hcl_edit::Span, message: impl AsRef<str>) {
        let message = format!("{}: {}", self.address, message.as_ref());
        self.finder.not_static(span_of(place), message);
    }

    /// An argument as an element of the policy.
    pub(super) fn member(&self, name: &'static str, attribute: &Attribute) -> Member<'static> {
        let value = self.value(attribute);
        Member { key: key(name, span_of(&attribute.key)), value }
    }

    /// An argument's value, in which `&{…}` is a policy variable, since `${…}` is Terraform's own.
    pub(super) fn value(&self, attribute: &Attribute) -> Node<'static> {
        let mut value = node(&attribute.value, self.finder.source.text());
        as_texts(&mut value);
        value
    }

    /// A list; one that nobody knows as a whole is told.
    pub(super) fn list(&mut self, name: &'static str, attribute: &Attribute) -> Member<'static> {
        let member = self.member(name, attribute);
        self.tell_unknown(attribute, &member.value);
        member
    }

    pub(super) fn tell_unknown(&mut self, attribute: &Attribute, value: &Node<'_>) {
        if matches!(value.value, Value::Unknown(_)) {
            let message = format!("`{}` is known only on deployment, not checked", attribute.key.as_str());
            self.dynamic(&attribute.value, message);
        }
    }

    fn version(&self, block: &Block) -> Member<'static> {
        match block.body.get_attribute("version") {
            Some(version) => self.member("Version", version),
            // What Terraform writes.
            None => written("Version", "2012-10-17", span_of(&block.ident)),
        }
    }

    fn statements(&mut self, block: &Block) -> Member<'static> {
        let mut statements: Vec<Node<'static>> =
            block.body.get_blocks("statement").map(|statement| statement::node(self, statement)).collect();
        for dynamic in dynamics(&block.body, "statement") {
            self.dynamic(dynamic, "dynamic statements were not checked");
            statements.push(unknown(span_of(dynamic)));
        }
        for attribute in others(&block.body) {
            let message = format!("the statements of `{}` were not checked here", attribute.key.as_str());
            self.dynamic(attribute, message);
            statements.push(unknown(span_of(attribute)));
        }
        let value = Node { span: span_of(block), value: Value::Array(statements) };
        Member { key: key("Statement", span_of(&block.ident)), value }
    }
}

fn others(body: &Body) -> impl Iterator<Item = &Attribute> {
    OTHERS.into_iter().filter_map(|name| body.get_attribute(name))
}

/// An element that Terraform adds where nothing is written.
pub(super) fn written(name: &'static str, value: &'static str, span: Span) -> Member<'static> {
    Member { key: key(name, span), value: Node { span, value: Value::String(value.into()) } }
}

pub(super) fn key(name: &'static str, span: Span) -> Spanned<Cow<'static, str>> {
    Spanned { value: name.into(), span }
}

pub(super) fn unknown(span: Span) -> Node<'static> {
    Node { span, value: Value::Unknown(UNKNOWN.to_string().into()) }
}

fn as_texts(node: &mut Node<'static>) {
    match &mut node.value {
        // The arguments are lists of strings, to which Terraform converts.
        Value::Number(digits) => node.value = Value::String(std::mem::take(digits)),
        Value::Bool(value) => node.value = Value::String(value.to_string().into()),
        Value::String(text) | Value::Unknown(text) if text.contains("&{") => {
            *text = text.replace("&{", "${").into();
        }
        Value::Array(items) => items.iter_mut().for_each(as_texts),
        _ => {}
    }
}
