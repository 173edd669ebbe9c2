//! Terraform's JSON syntax: policies in arguments of resources. Its strings are templates, as those of HCL.

use sayso::json::{Member, Node, UNKNOWN, Value};

use super::DOCUMENT;
use super::rules::rules;
use crate::input::found::finder::{Finder, Place};
use crate::input::found::reach::{escaped, get, text};

pub(in crate::input::found) fn find(finder: &mut Finder<'_>, node: &Node<'_>) {
    for (pointer, resource, body) in blocks(node, "resource") {
        arguments(finder, &pointer, &resource, body);
    }
    for (_, address, body) in blocks(node, "data").iter().filter(|(_, address, _)| is_document(address)) {
        let message = format!("data.{address}: not read in Terraform's JSON syntax, check the plan instead");
        finder.not_static(body.span, message);
    }
}

fn is_document(address: &str) -> bool {
    address.split_once('.').is_some_and(|(kind, _)| kind == DOCUMENT)
}

/// The blocks of a kind: pointer, address and body of each.
fn blocks<'n, 'a>(node: &'n Node<'a>, kind: &str) -> Vec<(String, String, &'n Node<'a>)> {
    let mut blocks = Vec::new();
    let Some(all) = get(node, kind) else { return blocks };
    for (pointer, of_type, types) in each(all, format!("/{kind}")).iter().flat_map(named) {
        for (pointer, name, bodies) in each(types, pointer).iter().flat_map(named) {
            let bodies = each(bodies, pointer).into_iter();
            blocks.extend(bodies.map(|(pointer, body)| (pointer, format!("{of_type}.{name}"), body)));
        }
    }
    blocks
}

/// The members of an object, with their pointers and keys.
fn named<'n, 'a>((pointer, node): &(String, &'n Node<'a>)) -> Vec<(String, &'n str, &'n Node<'a>)> {
    let Value::Object(members) = &node.value else { return Vec::new() };
    let one = |Member { key, value }: &'n Member<'a>| {
        (format!("{pointer}/{}", escaped(&key.value)), &*key.value, value)
    };
    members.iter().map(one).collect()
}

/// Blocks are in a list or one without.
fn each<'n, 'a>(node: &'n Node<'a>, pointer: String) -> Vec<(String, &'n Node<'a>)> {
    match &node.value {
        Value::Array(items) => {
            items.iter().enumerate().map(|(number, item)| (format!("{pointer}/{number}"), item)).collect()
        }
        _ => vec![(pointer, node)],
    }
}

fn arguments(finder: &mut Finder<'_>, pointer: &str, address: &str, body: &Node<'_>) {
    let resource = address.split('.').next().unwrap_or_default();
    for rule in rules(resource) {
        let own = |name: &str| get(body, name).and_then(text);
        let Some(kind) = rule.kind(own) else {
            if own("type").is_some_and(|own| own.contains("${")) {
                let message = format!("{address}: a policy of a type known only on deployment, not checked");
                finder.not_static(body.span, message);
            }
            continue;
        };
        let label = format!("{address}, {}", kind.noun());
        let (nested, argument) = rule.path.split_once("/*/").unwrap_or(("", rule.path));
        let holders = if nested.is_empty() {
            vec![(pointer.to_owned(), body)]
        } else {
            get(body, nested).map(|it| each(it, format!("{pointer}/{nested}"))).unwrap_or_default()
        };
        for (pointer, holder) in holders {
            if let Some(value) = get(holder, argument) {
                let pointer = format!("{pointer}/{argument}");
                policy(finder, value, &Place { pointer, label: label.clone(), kind: Some(kind) });
            }
        }
        if let Some(dynamic) = get(body, "dynamic").filter(|_| !nested.is_empty()) {
            for made in each(dynamic, String::new()).iter().filter_map(|(_, it)| get(it, nested)) {
                finder.not_static(made.span, format!("{label}: dynamic, not checked"));
            }
        }
    }
}

fn policy(finder: &mut Finder<'_>, value: &Node<'_>, place: &Place) {
    let known = match &value.value {
        Value::Null => return,
        Value::String(text) => interpolated(text).filter(|known| !known.trim().chars().eq([UNKNOWN])),
        _ => None,
    };
    match known {
        Some(known) if known.trim().is_empty() => {}
        Some(known) => {
            let text = finder.written(&known, value.span);
            finder.text(&text, value.span, place);
        }
        None => finder.not_static(value.span, format!("{}: dynamic, not checked", place.label)),
    }
}

/// A template with marks for its interpolations; `None` if a directive decides what it says.
fn interpolated(template: &str) -> Option<String> {
    let mut known = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['$', '%']) {
        let (before, special) = rest.split_at(at);
        known.push_str(before);
        if let Some(after) = special.strip_prefix("${") {
            known.push(UNKNOWN);
            rest = beyond(after);
        } else if special.starts_with("%{") {
            return None;
        } else if special.starts_with("$${") || special.starts_with("%%{") {
            known.push_str(special.get(1..3)?);
            rest = special.get(3..)?;
        } else {
            known.push_str(special.get(..1)?);
            rest = special.get(1..)?;
        }
    }
    known.push_str(rest);
    Some(known)
}

/// What follows on an interpolation; braces within it are its own, and strings may hold others.
fn beyond(inside: &str) -> &str {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, character) in inside.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '{' if !in_string => depth += 1,
            '}' if !in_string && depth == 0 => return inside.get(at + 1..).unwrap_or_default(),
            '}' if !in_string => depth -= 1,
            _ => {}
        }
    }
    ""
}
