//! The nodes that a path leads to, with their JSON pointers.

use sayso::json::{Node, Value};

use super::intrinsic;

/// A node at the end of a path.
#[derive(Debug, Clone)]
pub(super) struct Reached<'n, 'a> {
    pub(super) node: &'n Node<'a>,
    /// JSON pointer from where the path began.
    pub(super) pointer: String,
    /// Of the nearest list entry or map key that the path went through.
    pub(super) name: Option<String>,
    /// Whether the path ended before, at a function of the template.
    pub(super) blocked: bool,
}

/// Everything at `path`, keys with slashes between; `*` is every entry of a list or map. Both branches of an
/// `Fn::If` are there.
pub(super) fn reach<'n, 'a>(node: &'n Node<'a>, path: &str) -> Vec<Reached<'n, 'a>> {
    let start = Reached { node, pointer: String::new(), name: None, blocked: false };
    let mut reached = possible(start);
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        reached = reached.into_iter().flat_map(|at| step(at, segment)).flat_map(possible).collect();
    }
    reached
}

fn step<'n, 'a>(at: Reached<'n, 'a>, segment: &str) -> Vec<Reached<'n, 'a>> {
    let below = |node, key: &str, name: Option<String>| {
        let pointer = format!("{}/{}", at.pointer, escaped(key));
        Reached { node, pointer, name, blocked: false }
    };
    if at.blocked || intrinsic::call(at.node).is_some() {
        return vec![Reached { blocked: true, ..at }];
    }
    match (&at.node.value, segment) {
        (Value::Array(items), "*") => {
            let items = items.iter().enumerate();
            items.map(|(number, item)| below(item, &number.to_string(), name(item))).collect()
        }
        (Value::Object(members), "*") => members
            .iter()
            .map(|member| below(&member.value, &member.key.value, Some(member.key.value.to_string())))
            .collect(),
        _ => get(at.node, segment).map(|node| below(node, segment, at.name.clone())).into_iter().collect(),
    }
}

/// What a node may be: itself, or either branch of an `Fn::If`.
fn possible<'n, 'a>(at: Reached<'n, 'a>) -> Vec<Reached<'n, 'a>> {
    let Some((condition, branches)) = intrinsic::branches(at.node) else {
        return if intrinsic::is_no_value(at.node) { Vec::new() } else { vec![at] };
    };
    let pointer = format!("{}/{}", at.pointer, escaped(condition));
    let branches = branches.iter().zip(1..).map(|(node, number)| Reached {
        node,
        pointer: format!("{pointer}/{number}"),
        name: at.name.clone().or_else(|| name(node)),
        blocked: false,
    });
    branches.flat_map(possible).collect()
}

/// What a list entry is called.
fn name(node: &Node<'_>) -> Option<String> {
    ["PolicyName", "policyName", "name", "Name"]
        .iter()
        .find_map(|key| text(get(node, key)?))
        .map(str::to_owned)
}

/// The value of a key.
pub(super) fn get<'n, 'a>(node: &'n Node<'a>, key: &str) -> Option<&'n Node<'a>> {
    match &node.value {
        Value::Object(members) => {
            members.iter().find(|member| member.key.value == key).map(|member| &member.value)
        }
        _ => None,
    }
}

/// A string.
pub(super) fn text<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// A key in a JSON pointer.
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
