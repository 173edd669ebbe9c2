//! Terraform plans and states as `terraform show -json` prints them.

use sayso::json::{Node, Value};

use super::finder::{Finder, Place};
use super::kind::Kind;
use super::reach::{Reached, escaped, get, reach, text};
use super::terraform::rules::{Rule, rules};

/// Where a plan or a state has its resources.
const ROOTS: [&str; 3] = ["planned_values", "resource_changes", "values"];

pub(super) fn is_one(node: &Node<'_>) -> bool {
    get(node, "format_version").is_some() && ROOTS.iter().any(|root| get(node, root).is_some())
}

pub(super) fn find(finder: &mut Finder<'_>, node: &Node<'_>) {
    // The changes say besides what is known only after apply.
    if let Some(Value::Array(changes)) = get(node, "resource_changes").map(|changes| &changes.value) {
        for (number, change) in changes.iter().enumerate() {
            let Some(planned) = get(change, "change") else { continue };
            let unknown = get(planned, "after_unknown");
            if let Some(after) = get(planned, "after") {
                let pointer = format!("/resource_changes/{number}/change/after");
                resource(finder, change, &Values { after, unknown, pointer });
            }
        }
        return;
    }
    for root in ["planned_values", "values"] {
        if let Some(module) = get(node, root).and_then(|values| get(values, "root_module")) {
            modules(finder, module, format!("/{root}/root_module"));
        }
    }
}

/// The resources of a module and of those below it.
fn modules(finder: &mut Finder<'_>, module: &Node<'_>, pointer: String) {
    let mut modules = vec![(module, pointer)];
    while let Some((module, pointer)) = modules.pop() {
        for found in reach(module, "resources/*") {
            if let Some(after) = get(found.node, "values") {
                let pointer = format!("{pointer}{}/values", found.pointer);
                resource(finder, found.node, &Values { after, unknown: None, pointer });
            }
        }
        for found in reach(module, "child_modules/*") {
            modules.push((found.node, format!("{pointer}{}", found.pointer)));
        }
    }
}

struct Values<'n, 'a> {
    after: &'n Node<'a>,
    unknown: Option<&'n Node<'a>>,
    pointer: String,
}

fn resource(finder: &mut Finder<'_>, node: &Node<'_>, values: &Values<'_, '_>) {
    let own = |key| get(node, key).and_then(text).unwrap_or_default();
    if own("mode") == "data" {
        return;
    }
    let address = own("address");
    for rule in rules(own("type")) {
        let Some(kind) = rule.kind(|name| get(values.after, name).and_then(text)) else { continue };
        let label = format!("{address}, {}", kind.noun());
        if let Some(unknown) = values.unknown
            && is_unknown(unknown, rule)
        {
            let whole = get(node, "address").unwrap_or(node).span;
            finder.not_static(whole, format!("{label}: known only after apply, not checked"));
        }
        for reached in reach(values.after, rule.path) {
            finder.policy(reached.node, &place(&label, &values.pointer, &reached, kind));
        }
    }
}

fn place(label: &str, pointer: &str, reached: &Reached<'_, '_>, kind: Kind) -> Place {
    let name = reached.name.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default();
    let pointer = format!("{pointer}{}", reached.pointer);
    Place { pointer, label: format!("{label}{name}"), kind: Some(kind) }
}

/// Whether a part on the way to a policy is marked as unknown.
fn is_unknown(unknown: &Node<'_>, rule: &Rule) -> bool {
    let is_true = |node: &Node<'_>| node.value == Value::Bool(true);
    let mut path = String::new();
    rule.path.split('/').any(|segment| {
        path = format!("{path}/{}", escaped(segment));
        reach(unknown, &path).iter().any(|reached| is_true(reached.node))
    })
}
