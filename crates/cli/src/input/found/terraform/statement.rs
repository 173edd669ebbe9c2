//! A `statement` block as a statement.

use std::borrow::Cow;

use hcl_edit::structure::{Attribute, Block};
use sayso::json::{Member, Node, UNKNOWN, Value};
use sayso::{Span, Spanned};

use super::document::{Made, key, unknown, written};
use super::dynamics;
use super::value::span_of;
use super::{condition, value};

/// Arguments that are lists, and their elements.
const LISTS: [(&str, &str); 4] = [
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
];

pub(super) fn node(made: &mut Made<'_, '_>, block: &Block) -> Node<'static> {
    let body = &block.body;
    let mut members = Vec::new();
    if let Some(sid) = body.get_attribute("sid").filter(|sid| sid.value.as_str() != Some("")) {
        members.push(made.member("Sid", sid));
    }
    members.push(match body.get_attribute("effect") {
        Some(effect) => made.member("Effect", effect),
        None => written("Effect", "Allow", span_of(&block.ident)),
    });
    for (name, element) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
        members.extend(principals(made, block, name, element));
    }
    for (name, element) in LISTS {
        if let Some(attribute) = body.get_attribute(name) {
            members.push(made.list(element, attribute));
        }
    }
    members.extend(condition::member(made, block));
    Node { span: span_of(block), value: Value::Object(members) }
}

fn principals(
    made: &mut Made<'_, '_>,
    block: &Block,
    name: &str,
    element: &'static str,
) -> Option<Member<'static>> {
    if let Some(dynamic) = dynamics(&block.body, name).next() {
        made.dynamic(dynamic, format!("dynamic `{name}` were not checked"));
        let span = span_of(dynamic);
        return Some(Member { key: key(element, span), value: unknown(span) });
    }
    let mut kinds: Vec<Member<'static>> = Vec::new();
    let mut place: Option<(Span, Span)> = None;
    for block in block.body.get_blocks(name) {
        let span = span_of(block);
        place = Some(place.map_or((span_of(&block.ident), span), |(first, whole)| (first, whole.to(span))));
        let (Some(kind), Some(identifiers)) =
            (block.body.get_attribute("type"), block.body.get_attribute("identifiers"))
        else {
            continue;
        };
        let value = made.value(identifiers);
        made.tell_unknown(identifiers, &value);
        push(&mut kinds, Member { key: text_of(made, kind), value });
    }
    let (name_span, span) = place?;
    let value = match kinds.as_slice() {
        [Member { key, value }] if key.value == "*" && is_star(value) => Value::String("*".into()),
        _ => Value::Object(kinds),
    };
    Some(Member { key: key(element, name_span), value: Node { span, value } })
}

/// Adds a key, or its values to those that are there, as Terraform merges blocks.
pub(super) fn push(members: &mut Vec<Member<'static>>, member: Member<'static>) {
    let same = members.iter_mut().find(|earlier| earlier.key.value == member.key.value);
    let Some(earlier) = same else { return members.push(member) };
    let first = std::mem::replace(&mut earlier.value.value, Value::Null);
    let list = |value, span| match value {
        Value::Array(items) => items,
        value => vec![Node { span, value }],
    };
    let mut items = list(first, earlier.value.span);
    items.extend(list(member.value.value, member.value.span));
    earlier.value.value = Value::Array(items);
}

/// An argument that becomes a key.
pub(super) fn text_of(made: &Made<'_, '_>, attribute: &Attribute) -> Spanned<Cow<'static, str>> {
    let node = made.value(attribute);
    let span = value::span_of(&attribute.value);
    match node.value {
        Value::String(text) | Value::Unknown(text) => Spanned { value: text, span },
        _ => Spanned { value: UNKNOWN.to_string().into(), span },
    }
}

fn is_star(value: &Node<'_>) -> bool {
    matches!(&value.value, Value::Array(items)
        if matches!(items.as_slice(), [Node { value: Value::String(text), .. }] if text == "*"))
}
