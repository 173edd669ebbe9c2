//! An edit of the one element that fails.

use super::Draft;
use super::literal::{escaped, is_incomplete_arn, quoted};
use super::reach::{Reach, ReachFact};
use crate::condition::{BaseOperator, SetOperator};
use crate::document::{ConditionClause, ListElement, StatementNode, Version};
use crate::edit::{TextEdit, add_entry, remove_entry};
use crate::evaluate::{Because, Element, ElementCheck, StatementTrace};
use crate::explain::Explanation;
use crate::request::{Key, Value};
use crate::source::{Source, Span};
use crate::truth::Truth;

/// What the parts of an edit need to know.
struct Place<'e> {
    explanation: &'e Explanation<'e>,
    source: &'e Source,
    version: Version,
}

/// `None` where several elements fail, or where the edit would grant more than the request has.
pub(super) fn draft(explanation: &Explanation<'_>, near: &StatementTrace) -> Option<Draft> {
    let mut failing = near.elements.iter().filter(|check| check.outcome.truth == Truth::No);
    let (check, None) = (failing.next()?, failing.next()) else { return None };
    let node = explanation.node(near.at)?;
    let version = explanation.policy(near.at)?.document().version().map(|version| version.value);
    let place =
        Place { explanation, source: explanation.source(near.at)?, version: version.unwrap_or_default() };
    match check.element {
        Element::Action => place.action(node.action.as_ref()?, check),
        Element::Resource => place.resource(node.resource.as_ref()?, check),
        Element::Condition(number) => place.condition(node, number, check),
        Element::Principal => None,
    }
}

impl Place<'_> {
    fn action(&self, element: &ListElement, check: &ElementCheck) -> Option<Draft> {
        let action = self.explanation.request().action.as_str();
        let reach = Reach { action: Some(action.to_owned()), ..Reach::default() };
        let same = |entry: &str| entry.eq_ignore_ascii_case(action);
        self.list(element, "Action", action, action, same, check, reach)
    }

    fn resource(&self, element: &ListElement, check: &ElementCheck) -> Option<Draft> {
        let arn = &*self.explanation.request().resource.arn;
        // A `*` would reach every resource of the statement's actions.
        if arn == "*" || is_incomplete_arn(arn) {
            return None;
        }
        let literal = escaped(arn, true, self.version)?;
        let reach = Reach { resource: Some(arn.to_owned()), ..Reach::default() };
        self.list(element, "Resource", arn, &literal, |entry| entry == literal, check, reach)
    }

    /// Adds the literal to a list, or takes it out of the list of a `Not…` element that names just it.
    #[allow(clippy::too_many_arguments, reason = "one step of two callers, not an interface")]
    fn list(
        &self,
        element: &ListElement,
        name: &str,
        asked: &str,
        literal: &str,
        same: impl Fn(&str) -> bool,
        check: &ElementCheck,
        reach: Reach,
    ) -> Option<Draft> {
        let entries: Vec<Span> = element.entries.iter().map(|entry| entry.span).collect();
        if !element.negated {
            let what = format!("add `{asked}` to `{name}`");
            return Some(Draft {
                what,
                edit: add_entry(self.source, element.span, &entries, &quoted(literal)),
                reach,
            });
        }
        let number = check.outcome.entry()? as usize;
        let edit = same(&element.entries.get(number)?.value).then(|| remove_entry(&entries, number))??;
        Some(Draft { what: format!("take `{asked}` out of `Not{name}`"), edit, reach })
    }

    fn condition(&self, node: &StatementNode, number: u32, check: &ElementCheck) -> Option<Draft> {
        let clauses = &node.condition.as_ref()?.clauses;
        let clause = clauses.get(number as usize)?;
        match check.outcome.because {
            Because::NoEntry { value } => self.add_value(clause, value),
            Because::Entry { value, entry } => self.remove_value(clause, value, entry),
            Because::KeyAbsent => if_exists(clauses, clause),
            _ => None,
        }
    }

    /// The request's values of a key, as text.
    fn given(&self, key: &str) -> Vec<String> {
        match self.explanation.request().value(&Key::new(key)) {
            Value::Present(values) => values.iter().map(str::to_owned).collect(),
            Value::Absent | Value::Unknown => Vec::new(),
        }
    }

    fn add_value(&self, clause: &ConditionClause, value: u32) -> Option<Draft> {
        let operator = clause.operator.value;
        let given = self.given(&clause.key.value);
        let wanted: Vec<&String> = match operator.set {
            Some(SetOperator::ForAllValues) => given.iter().collect(),
            _ => vec![given.get(value as usize)?],
        };
        let literals = wanted.iter().map(|value| self.literal(operator.base, value));
        let literals = literals.collect::<Option<Vec<String>>>()?;
        let entries: Vec<Span> = clause.values.iter().map(|value| value.span).collect();
        let span = clause.span;
        let entry: Vec<String> = literals.iter().map(|literal| quoted(literal)).collect();
        let edit = add_entry(self.source, span, &entries, &entry.join(", "));
        let reach = ReachFact::value(operator.base, &clause.key.value, &literals, self.version);
        let listed: Vec<String> = literals.iter().map(|literal| format!("`{literal}`")).collect();
        let what = format!("add {} to `{}`", listed.join(", "), clause.key.value);
        Some(Draft { what, edit, reach: Reach { facts: vec![reach], ..Reach::default() } })
    }

    /// The entry that lets just this value through; of an ordering, the value itself as the bound.
    fn literal(&self, base: BaseOperator, value: &str) -> Option<String> {
        use BaseOperator as Op;
        match base {
            Op::StringEquals | Op::StringEqualsIgnoreCase => escaped(value, false, self.version),
            Op::StringLike | Op::ArnLike | Op::ArnEquals => escaped(value, true, self.version),
            Op::NumericEquals
            | Op::NumericLessThanEquals
            | Op::NumericGreaterThanEquals
            | Op::DateEquals
            | Op::DateLessThanEquals
            | Op::DateGreaterThanEquals
            | Op::IpAddress
            | Op::BinaryEquals => Some(value.to_owned()),
            // A strict bound has no value that lets through this one and no other; a Boolean has no
            // third value, so that adding one would empty the condition.
            _ => None,
        }
    }

    fn remove_value(&self, clause: &ConditionClause, value: u32, entry: u32) -> Option<Draft> {
        let operator = clause.operator.value;
        let given = self.given(&clause.key.value);
        let (given, entry) = (given.get(value as usize)?, entry as usize);
        let listed = &clause.values.get(entry)?.value;
        if !operator.base.is_negated()
            || operator.set.is_some()
            || listed != given
            || listed.contains(['*', '?', '$', '/'])
        {
            return None;
        }
        let entries: Vec<Span> = clause.values.iter().map(|value| value.span).collect();
        let edit = remove_entry(&entries, entry)?;
        let fact = ReachFact::value(
            positive(operator.base)?,
            &clause.key.value,
            std::slice::from_ref(listed),
            self.version,
        );
        let what = format!("take `{listed}` out of `{}`", clause.key.value);
        Some(Draft { what, edit, reach: Reach { facts: vec![fact], ..Reach::default() } })
    }
}

/// Renames the operator where it stands for this key alone and the new name is free (G07).
fn if_exists(clauses: &[ConditionClause], clause: &ConditionClause) -> Option<Draft> {
    let mut operator = clause.operator.value;
    let old = operator;
    let of = |wanted| clauses.iter().filter(move |clause| clause.operator.value == wanted).count();
    operator.if_exists = true;
    if old.if_exists || old.base == BaseOperator::Null || of(old) != 1 || of(operator) != 0 {
        return None;
    }
    let edit = TextEdit { span: clause.operator.span, replacement: quoted(&operator.to_string()) };
    let key = &clause.key.value;
    let what = format!("make `{old}` `{operator}`, so that requests without `{key}` pass");
    Some(Draft { what, edit, reach: Reach { facts: vec![ReachFact::missing(key)], ..Reach::default() } })
}

/// The operator that a negated one denies.
fn positive(base: BaseOperator) -> Option<BaseOperator> {
    use BaseOperator as Op;
    Some(match base {
        Op::StringNotEquals => Op::StringEquals,
        Op::StringNotEqualsIgnoreCase => Op::StringEqualsIgnoreCase,
        Op::StringNotLike => Op::StringLike,
        Op::NumericNotEquals => Op::NumericEquals,
        Op::DateNotEquals => Op::DateEquals,
        Op::NotIpAddress => Op::IpAddress,
        Op::ArnNotEquals | Op::ArnNotLike => Op::ArnLike,
        _ => return None,
    })
}
