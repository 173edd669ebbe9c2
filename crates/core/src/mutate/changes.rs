//! The changes worth trying on a policy.

use std::collections::BTreeSet;

use super::change::{Change, Edit};
use crate::diagnostic::quote;
use crate::document::{ConditionClause, Effect, ListElement, PolicyDocument, PrincipalKind, StatementNode};
use crate::source::Span;

/// Every change to a document, in the order written. Changes that make the same policy are made once:
/// to drop the only entry of a list is to drop its statement.
pub(super) fn changes(document: &PolicyDocument) -> impl Iterator<Item = Change> {
    document.statements().iter().enumerate().flat_map(|(number, node)| of_statement(number, node))
}

fn of_statement(number: usize, node: &StatementNode) -> Vec<Change> {
    let Some(effect) = node.effect.as_ref() else { return Vec::new() };
    let sid = node.sid.as_ref().map(|sid| sid.value.clone());
    let mut statement = Changes { number, sid, effect: effect.value, found: Vec::new() };
    let what = format!("drop the {} statement", effect.value.as_str());
    statement.add(node.span, what, false, Edit::DropStatement);
    statement.principal(node);
    if let Some(action) = &node.action {
        statement.entries("Action", action, Edit::DropAction);
        statement.widen_actions(action);
    }
    if let Some(resource) = &node.resource {
        statement.entries("Resource", resource, Edit::DropResource);
        statement.widen_resources(resource);
    }
    statement.condition(node);
    statement.found
}

struct Changes {
    number: usize,
    sid: Option<String>,
    effect: Effect,
    found: Vec<Change>,
}

impl Changes {
    fn add(&mut self, span: Span, what: String, matches_more: bool, edit: Edit) {
        let (statement, sid, effect) = (self.number, self.sid.clone(), self.effect);
        self.found.push(Change { statement, sid, effect, span, what, matches_more, edit });
    }

    fn principal(&mut self, node: &StatementNode) {
        let Some(element) = &node.principal else { return };
        if element.entries.len() > 1 {
            let name = name("Principal", element.negated);
            for (number, entry) in element.entries.iter().enumerate() {
                let what = format!("drop {} from {name}", quote(&entry.value.value));
                self.add(entry.value.span, what, element.negated, Edit::DropPrincipal(number));
            }
        }
        let mut entries = element.entries.iter();
        let is_wild = entries.any(|entry| entry.kind == PrincipalKind::Aws && entry.value.value == "*");
        if !element.negated && !is_wild {
            self.add(element.span, "widen `Principal` to `*`".to_owned(), true, Edit::Everybody);
        }
    }

    fn entries(&mut self, element: &str, list: &ListElement, edit: impl Fn(usize) -> Edit) {
        if list.entries.len() > 1 {
            let name = name(element, list.negated);
            for (number, entry) in list.entries.iter().enumerate() {
                let what = format!("drop {} from {name}", quote(&entry.value));
                self.add(entry.span, what, list.negated, edit(number));
            }
        }
    }

    /// One for each service: with its first entry widened, the others add nothing.
    fn widen_actions(&mut self, list: &ListElement) {
        let lower: Vec<String> = list.entries.iter().map(|entry| entry.value.to_ascii_lowercase()).collect();
        if list.negated || lower.iter().any(|entry| entry == "*" || entry == "*:*") {
            return;
        }
        let mut done: BTreeSet<&str> = lower.iter().filter_map(|entry| entry.strip_suffix(":*")).collect();
        for (number, (entry, lower)) in list.entries.iter().zip(&lower).enumerate() {
            let Some((service, _)) = lower.split_once(':') else { continue };
            if done.insert(service) {
                let wide = format!("{service}:*");
                let what = format!("widen {} to {}", quote(&entry.value), quote(&wide));
                self.add(entry.span, what, true, Edit::WidenAction(number, wide));
            }
        }
    }

    /// One for the list: whichever entry becomes `*`, the others add nothing.
    fn widen_resources(&mut self, list: &ListElement) {
        if !list.negated && !list.entries.is_empty() && !list.entries.iter().any(|entry| entry.value == "*") {
            self.add(list.span, "widen `Resource` to `*`".to_owned(), true, Edit::WidenResource);
        }
    }

    fn condition(&mut self, node: &StatementNode) {
        let Some(condition) = &node.condition else { return };
        if condition.clauses.len() > 1 {
            self.add(condition.key, "drop the `Condition`".to_owned(), true, Edit::DropCondition);
        }
        for (number, clause) in condition.clauses.iter().enumerate() {
            let what = format!("drop the clause {}", clause_name(clause));
            self.add(clause.key.span, what, true, Edit::DropClause(number));
            self.values(number, clause);
        }
    }

    fn values(&mut self, number: usize, clause: &ConditionClause) {
        if clause.values.len() > 1 {
            let negated = clause.operator.value.base.is_negated();
            for (at, value) in clause.values.iter().enumerate() {
                let what = format!("drop {} from {}", quote(&value.value), clause_name(clause));
                self.add(value.span, what, negated, Edit::DropValue(number, at));
            }
        }
    }
}

fn clause_name(clause: &ConditionClause) -> String {
    quote(&format!("{} {}", clause.operator.value, clause.key.value))
}

fn name(element: &str, negated: bool) -> String {
    if negated { format!("`Not{element}`") } else { format!("`{element}`") }
}
