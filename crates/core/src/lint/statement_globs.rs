//! Statements made ready to be compared with each other.

use super::covering::{ActionGlob, Cover};
use crate::document::{ConditionClause, Effect, ListElement, PrincipalKind, StatementNode};
use crate::glob::Glob;
use crate::sorted::sorted;

/// What a statement applies to.
#[derive(Debug)]
pub(super) struct StatementGlobs<'a> {
    pub(super) effect: Option<Effect>,
    principals: Option<(bool, Vec<(PrincipalKind, &'a str)>)>,
    pub(super) actions: Option<Element<ActionGlob>>,
    pub(super) resources: Option<Element<Glob>>,
    /// In an order of their own, so that what says the same compares equal.
    clauses: Vec<(String, String, Vec<&'a str>)>,
}

/// `Action`, `NotAction`, `Resource` or `NotResource`.
#[derive(Debug)]
pub(super) struct Element<T> {
    pub(super) negated: bool,
    pub(super) globs: Vec<T>,
}

impl<'a> StatementGlobs<'a> {
    pub(super) fn new(statement: &'a StatementNode, is_known: bool, resource: impl Fn(&str) -> Glob) -> Self {
        let principals = statement.principal.as_ref().map(|element| {
            let name = |entry: &'a crate::document::PrincipalEntry| (entry.kind, entry.value.value.as_str());
            (element.negated, sorted(element.entries.iter().map(name)))
        });
        let clauses = statement.condition.iter().flat_map(|condition| &condition.clauses);
        Self {
            effect: statement.effect.as_ref().map(|effect| effect.value).filter(|_| is_known),
            principals,
            actions: statement.action.as_ref().map(|element| Element::new(element, ActionGlob::parse)),
            resources: statement.resource.as_ref().map(|element| Element::new(element, resource)),
            clauses: sorted(clauses.map(normal)),
        }
    }

    /// Whether it applies to whatever `other` applies to; false where that is not certain. Effects are not
    /// compared. An Allow means less by a principal `*` than by a name (2.3), so that only that of a Deny
    /// covers others.
    pub(super) fn covers(&self, other: &Self, budget: &mut usize) -> bool {
        let everybody = self.effect == Some(Effect::Deny)
            && matches!(&self.principals, Some((false, list)) if list.iter().any(|(_, name)| *name == "*"));
        (self.clauses.is_empty() || self.clauses == other.clauses)
            && (self.principals == other.principals || everybody && other.principals.is_some())
            && covers(self.resources.as_ref(), other.resources.as_ref(), budget)
            && covers(self.actions.as_ref(), other.actions.as_ref(), budget)
    }
}

impl<T> Element<T> {
    fn new(element: &ListElement, parse: impl Fn(&str) -> T) -> Self {
        let globs = element.entries.iter().map(|entry| parse(&entry.value)).collect();
        Self { negated: element.negated, globs }
    }
}

fn covers<T: Cover>(own: Option<&Element<T>>, other: Option<&Element<T>>, budget: &mut usize) -> bool {
    let (own, other) = match (own, other) {
        (Some(own), Some(other)) => (own, other),
        (None, None) => return true,
        _ => return false,
    };
    if own.globs.is_empty() || other.globs.is_empty() {
        return false;
    }
    let mut all = |by: &[T], those: &[T]| {
        those.iter().all(|those| *budget > 0 && by.iter().any(|by| by.covers(those, budget)))
    };
    match (own.negated, other.negated) {
        (false, false) => all(&own.globs, &other.globs),
        (true, true) => all(&other.globs, &own.globs),
        (true, false) => {
            let pairs = own.globs.len().saturating_mul(other.globs.len());
            *budget = budget.saturating_sub(pairs);
            *budget > 0 && !own.globs.iter().any(|own| other.globs.iter().any(|other| own.meets(other)))
        }
        (false, true) => own.globs.iter().any(Cover::is_any),
    }
}

fn normal(clause: &ConditionClause) -> (String, String, Vec<&str>) {
    let values = clause.values.iter().map(|value| value.value.as_str());
    (clause.operator.value.to_string(), clause.key.value.to_lowercase(), sorted(values))
}
