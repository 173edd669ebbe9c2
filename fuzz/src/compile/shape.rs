//! A document without its places, for comparing.

use std::fmt::Write as _;

use sayso::PolicyDocument;
use sayso::document::{ListElement, StatementNode};

/// Every element and value, in order.
pub(super) fn of(document: &PolicyDocument) -> String {
    let mut shape = String::new();
    let version = document.version().map(|version| version.value);
    let _ = write!(shape, "{version:?} {:?}", document.id().map(|id| &id.value));
    for statement in document.statements() {
        add(statement, &mut shape);
    }
    shape
}

fn add(statement: &StatementNode, shape: &mut String) {
    let effect = statement.effect.as_ref().map(|effect| effect.value);
    let _ = write!(shape, "\n{:?} {effect:?}", statement.sid.as_ref().map(|sid| &sid.value));
    if let Some(principal) = &statement.principal {
        let _ = write!(shape, " P{}{}", principal.negated, principal.bare);
        for entry in &principal.entries {
            let _ = write!(shape, " {:?}:{:?}", entry.kind, entry.value.value);
        }
    }
    list(statement.action.as_ref(), shape);
    list(statement.resource.as_ref(), shape);
    for clause in statement.condition.iter().flat_map(|condition| &condition.clauses) {
        let _ = write!(shape, " {} {:?}", clause.operator.value, clause.key.value);
        for value in &clause.values {
            let _ = write!(shape, " {:?}", value.value);
        }
    }
}

fn list(element: Option<&ListElement>, shape: &mut String) {
    let Some(element) = element else { return shape.push_str(" -") };
    let _ = write!(shape, " L{}", element.negated);
    for entry in &element.entries {
        let _ = write!(shape, " {:?}", entry.value);
    }
}
