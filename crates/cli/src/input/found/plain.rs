//! Policy files, and what AWS's tools print around a policy.

use sayso::json::{Node, Value};

use super::finder::{Finder, Place};
use super::kind::Kind;
use super::reach::{get, reach, text};

/// Keys around a policy, and what is there where they tell.
const WRAPPERS: [(&str, Option<Kind>); 10] = [
    ("PolicyVersion/Document", Some(Kind::Managed)),
    ("Role/AssumeRolePolicyDocument", Some(Kind::Trust)),
    ("Roles/*/AssumeRolePolicyDocument", Some(Kind::Trust)),
    ("AssumeRolePolicyDocument", Some(Kind::Trust)),
    ("PolicyDocument", None),
    ("ResourcePolicy", None),
    ("Attributes/Policy", None),
    ("policyText", Some(Kind::Resource("AWS::ECR::Repository"))),
    ("Policy/Content", None),
    ("Policy", None),
];

/// Keys beside `PolicyDocument` that say whose it is.
const HOLDERS: [(&str, Kind); 3] =
    [("RoleName", Kind::Role), ("UserName", Kind::User), ("GroupName", Kind::Group)];

/// What statements consist of; other things are called statements, too.
const ELEMENTS: [&str; 8] =
    ["Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Sid"];

pub(super) fn find(finder: &mut Finder<'_>, node: &Node<'_>) {
    if is_policy(node) {
        let place = Place { pointer: String::new(), label: String::new(), kind: None };
        return finder.policy(node, &place);
    }
    for (path, kind) in WRAPPERS {
        for reached in reach(node, path).into_iter().filter(|reached| holds_policy(reached.node)) {
            let kind = kind.or_else(|| holder(node, path));
            let label = kind.map(|kind| kind.noun().to_owned()).unwrap_or_default();
            finder.policy(reached.node, &Place { pointer: reached.pointer, label, kind });
        }
    }
}

/// What else there is says whose policy it is.
fn holder(node: &Node<'_>, path: &str) -> Option<Kind> {
    match path {
        "PolicyDocument" => HOLDERS.iter().find(|(key, _)| get(node, key).is_some()).map(|(_, kind)| *kind),
        "Policy/Content" => {
            let summary = get(get(node, "Policy")?, "PolicySummary")?;
            Kind::of_organization(text(get(summary, "Type")?)?)
        }
        _ => None,
    }
}

/// A policy, or a text that seems to be one.
fn holds_policy(node: &Node<'_>) -> bool {
    match text(node) {
        Some(text) => text.trim_start().starts_with(['{', '%']) && text.contains("Statement"),
        None => is_policy(node),
    }
}

fn is_policy(node: &Node<'_>) -> bool {
    let is_statement = |node: &Node<'_>| ELEMENTS.iter().any(|element| get(node, element).is_some());
    match get(node, "Statement").map(|statement| &statement.value) {
        Some(Value::Array(items)) => {
            items.iter().any(is_statement) || get(node, "Version").is_some() || items.is_empty()
        }
        Some(Value::Object(_)) => get(node, "Statement").is_some_and(is_statement),
        Some(_) => get(node, "Version").is_some(),
        None => false,
    }
}
