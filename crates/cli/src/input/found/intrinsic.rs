//! CloudFormation's functions: what of a value is known before deployment.

use std::borrow::Cow;

use sayso::Spanned;
use sayso::json::{Member, Node, UNKNOWN, Value};

use super::reach::{get, text};

/// Keys whose value is a list, so that the branches of an `Fn::If` are so many entries more.
const LISTS: [&str; 9] = [
    "Statement",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "AWS",
    "Service",
    "Federated",
    "CanonicalUser",
];

/// The function that a node calls, and its argument.
pub(super) fn call<'n, 'a>(node: &'n Node<'a>) -> Option<(&'n str, &'n Node<'a>)> {
    let Value::Object(members) = &node.value else { return None };
    match members.as_slice() {
        [call] if call.key.value == "Ref" || is_function(&call.key.value) => {
            Some((&call.key.value, &call.value))
        }
        _ => None,
    }
}

fn is_function(key: &str) -> bool {
    key.starts_with("Fn::")
}

/// The function's key and the two branches of an `Fn::If`.
pub(super) fn branches<'n, 'a>(node: &'n Node<'a>) -> Option<(&'n str, &'n [Node<'a>])> {
    let ("Fn::If", argument) = call(node)? else { return None };
    match &argument.value {
        Value::Array(parts) if parts.len() == 3 => Some(("Fn::If", parts.get(1..)?)),
        _ => None,
    }
}

/// Whether it is `!Ref AWS::NoValue`, which removes what it stands for.
pub(super) fn is_no_value(node: &Node<'_>) -> bool {
    matches!(call(node), Some(("Ref", name)) if text(name) == Some("AWS::NoValue"))
}

/// A policy of a template with everything that is known, and marks for what is not.
pub(super) fn resolve<'a>(node: &Node<'a>) -> Node<'a> {
    let value = match (&node.value, call(node)) {
        (_, Some((name, argument))) => function(name, argument),
        (Value::Array(items), None) => Value::Array(items.iter().flat_map(entries).collect()),
        (Value::Object(members), None) => Value::Object(members.iter().filter_map(member).collect()),
        // What a policy gets of a template are texts.
        (Value::Number(digits), None) => Value::String(digits.clone()),
        (Value::Bool(value), None) => Value::String(value.to_string().into()),
        (value, None) => value.clone(),
    };
    Node { span: node.span, value }
}

fn member<'a>(member: &Member<'a>) -> Option<Member<'a>> {
    if is_no_value(&member.value) {
        return None;
    }
    // A macro beside other keys, which adds what nobody knows.
    let key = if is_function(&member.key.value) {
        Spanned { value: Cow::Owned(UNKNOWN.to_string()), span: member.key.span }
    } else {
        member.key.clone()
    };
    let is_list = LISTS.contains(&member.key.value.as_ref()) && branches(&member.value).is_some();
    let value = if is_list {
        let list = Value::Array(entries(&member.value).into_iter().flat_map(flat).collect());
        Node { span: member.value.span, value: list }
    } else {
        resolve(&member.value)
    };
    Some(Member { key, value })
}

/// What an entry of a list may be: both branches of an `Fn::If`, nothing for `AWS::NoValue`.
fn entries<'a>(node: &Node<'a>) -> Vec<Node<'a>> {
    match branches(node) {
        Some((_, branches)) => branches.iter().flat_map(entries).collect(),
        None if is_no_value(node) => Vec::new(),
        None => vec![resolve(node)],
    }
}

/// The entries of a list that stands where a list's entry may.
fn flat(node: Node<'_>) -> Vec<Node<'_>> {
    match node.value {
        Value::Array(items) => items,
        value => vec![Node { span: node.span, value }],
    }
}

fn function<'a>(name: &str, argument: &Node<'a>) -> Value<'a> {
    let known = match name {
        "Fn::Sub" => substituted(argument),
        "Fn::Join" => joined(argument),
        _ => None,
    };
    let text = known.unwrap_or_else(|| UNKNOWN.to_string());
    if text.contains(UNKNOWN) { Value::Unknown(text.into()) } else { Value::String(text.into()) }
}

/// `Fn::Sub`, with its variables or without.
pub(super) fn substituted(argument: &Node<'_>) -> Option<String> {
    let (template, variables) = match &argument.value {
        Value::Array(parts) => (text(parts.first()?)?, parts.get(1)),
        _ => (text(argument)?, None),
    };
    let mut result = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("${") {
        result.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            result.push_str("${");
            rest = after;
            continue;
        };
        match name.strip_prefix('!') {
            Some(literal) => result.extend(["${", literal, "}"]),
            None => match variables.and_then(|variables| scalar(&resolve(get(variables, name)?))) {
                Some(value) => result.push_str(&value),
                None => result.push(UNKNOWN),
            },
        }
        rest = after;
    }
    result.push_str(rest);
    Some(result)
}

fn joined(argument: &Node<'_>) -> Option<String> {
    let Value::Array(parts) = &argument.value else { return None };
    let [delimiter, list] = parts.as_slice() else { return None };
    let Value::Array(items) = &list.value else { return None };
    let delimiter = text(delimiter)?;
    let items: Option<Vec<String>> = items.iter().map(|item| scalar(&resolve(item))).collect();
    Some(items?.join(delimiter))
}

fn scalar(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::String(text) | Value::Unknown(text) => Some(text.to_string()),
        _ => None,
    }
}
