//! The policies that a text holds.

use sayso::json::{self, Node, Value};
use sayso::lint::Attachment;
use sayso::{Diagnostic, Limits, PolicyDocument, PolicyType, Source};

/// A policy, and what is known of it besides its text.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) document: PolicyDocument,
    pub(crate) policy_type: PolicyType,
    /// Where it stands in its file: a JSON pointer, empty for the whole text.
    pub(crate) pointer: String,
    /// What people call it, or nothing.
    pub(crate) label: String,
    pub(crate) attachment: Attachment<'static>,
}

/// What a text holds.
#[derive(Debug, Default)]
pub(crate) struct FoundAll {
    pub(crate) policies: Vec<Found>,
    /// Policies that only running something would tell.
    pub(crate) not_static: Vec<Diagnostic>,
}

/// The policies of a text, in order; none where it is something else.
pub(crate) fn policies(source: &Source, limits: &Limits) -> FoundAll {
    let Ok(node) = json::parse(source, limits) else { return FoundAll::default() };
    if !has(&node, "Statement") {
        return FoundAll::default();
    }
    let document = PolicyDocument::from_node(source, &node, limits);
    let policy_type = policy_type(&document);
    let found = Found {
        document,
        policy_type,
        pointer: String::new(),
        label: String::new(),
        attachment: Attachment::Unknown,
    };
    FoundAll { policies: vec![found], not_static: Vec::new() }
}

fn has(node: &Node<'_>, key: &str) -> bool {
    matches!(&node.value, Value::Object(members) if members.iter().any(|member| member.key.value == key))
}

fn policy_type(document: &PolicyDocument) -> PolicyType {
    let statements = document.statements();
    let assumes = |action: &str| action.to_ascii_lowercase().starts_with("sts:assumerole");
    if !statements.iter().any(|statement| statement.principal.is_some()) {
        PolicyType::Identity
    } else if statements.iter().all(|statement| {
        statement.resource.is_none()
            && statement.action.iter().flat_map(|action| &action.entries).any(|entry| assumes(&entry.value))
    }) {
        PolicyType::RoleTrust
    } else {
        PolicyType::Resource
    }
}
