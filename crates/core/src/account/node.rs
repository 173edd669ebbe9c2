//! Values of a dump, by name. Absent, null and of another type are all nothing: what has to be there is asked
//! for by who needs it.

use crate::json::{Node, Value};

pub(super) fn get<'n, 'a>(node: &'n Node<'a>, key: &str) -> Option<&'n Node<'a>> {
    let Value::Object(members) = &node.value else { return None };
    let member = members.iter().find(|member| member.key.value == key)?;
    (member.value.value != Value::Null).then_some(&member.value)
}

pub(super) fn text<'n>(node: &'n Node<'_>, key: &str) -> Option<&'n str> {
    string(get(node, key)?)
}

pub(super) fn owned(node: &Node<'_>, key: &str) -> Option<String> {
    text(node, key).filter(|text| !text.is_empty()).map(str::to_owned)
}

pub(super) fn string<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// The items of a list; a single object, as AWS's samples have it, is a list of one.
pub(super) fn list<'n, 'a>(node: &'n Node<'a>, key: &str) -> &'n [Node<'a>] {
    match get(node, key) {
        Some(Node { value: Value::Array(items), .. }) => items,
        Some(node @ Node { value: Value::Object(members), .. }) if !members.is_empty() => {
            std::slice::from_ref(node)
        }
        _ => &[],
    }
}

pub(super) fn is_true(node: &Node<'_>, key: &str) -> bool {
    get(node, key).is_some_and(|node| node.value == Value::Bool(true))
}
