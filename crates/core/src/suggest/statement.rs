//! A statement of its own beside the near miss: just this action on just this resource, under the
//! conditions that already hold and, for those that fail, what the request literally has.

use super::Draft;
use super::literal::{escaped, is_incomplete_arn, quoted};
use super::reach::{Reach, ReachFact};
use crate::condition::BaseOperator;
use crate::document::{ConditionClause, Version};
use crate::edit::add_statement;
use crate::evaluate::{Element, StatementTrace};
use crate::explain::Explanation;
use crate::request::{Key, PrincipalType, Request, Value};
use crate::truth::Truth;

/// Operators and their keys, each key with its values as JSON text.
type Condition = Vec<(String, Vec<(String, String)>)>;

pub(super) fn draft(explanation: &Explanation<'_>, near: &StatementTrace) -> Option<Draft> {
    let (node, source) = (explanation.node(near.at)?, explanation.source(near.at)?);
    let version =
        explanation.policy(near.at)?.document().version().map(|version| version.value).unwrap_or_default();
    let request = explanation.request();
    let mut reach = Reach { action: Some(request.action.as_str().to_owned()), ..Reach::default() };
    let mut members = vec![("Effect", quoted("Allow"))];
    if node.principal.is_some() {
        let (principal, caller) = principal(request)?;
        members.push(("Principal", principal));
        reach.caller = Some(caller);
    }
    members.push(("Action", quoted(request.action.as_str())));
    if node.resource.is_some() {
        let arn = &*request.resource.arn;
        if is_incomplete_arn(arn) {
            return None;
        }
        // Where an action takes no resource, `*` is the literal.
        if arn == "*" {
            members.push(("Resource", quoted("*")));
        } else {
            members.push(("Resource", quoted(&escaped(arn, true, version)?)));
            reach.resource = Some(arn.to_owned());
        }
    }
    let clauses = node.condition.iter().flat_map(|condition| &condition.clauses);
    let condition = condition(explanation, near, clauses.collect(), version, &mut reach)?;
    if !condition.is_empty() {
        members.push((
            "Condition",
            object(condition.into_iter().map(|(operator, keys)| (operator, object(keys)))),
        ));
    }
    let statement = object(members.into_iter().map(|(name, value)| (name.to_owned(), value)));
    let what = format!("add a statement for `{}` alone", request.action.as_str());
    Some(Draft { what, edit: add_statement(source, node.span, &statement), reach })
}

/// The caller as a principal element names it, and its ARN.
fn principal(request: &Request) -> Option<(String, String)> {
    let caller = &request.principal;
    let named = |kind: &str, name: &str| format!("{{{}: {}}}", quoted(kind), quoted(name));
    match &caller.kind {
        PrincipalType::Anonymous | PrincipalType::Service { .. } | PrincipalType::Federated { .. } => None,
        _ => {
            let arn = caller.principal_arn()?;
            Some((named("AWS", arn), arn.to_owned()))
        }
    }
}

fn condition(
    explanation: &Explanation<'_>,
    near: &StatementTrace,
    clauses: Vec<&ConditionClause>,
    version: Version,
    reach: &mut Reach,
) -> Option<Condition> {
    let source = explanation.source(near.at)?;
    let mut condition = Condition::new();
    let mut failing = Vec::new();
    for (number, clause) in (0..).zip(clauses) {
        let check = near.elements.iter().find(|check| check.element == Element::Condition(number))?;
        if check.outcome.truth == Truth::No {
            failing.push(clause);
        } else {
            let values = source.slice(clause.span).to_owned();
            add(&mut condition, &clause.operator.value.to_string(), &clause.key.value, values);
        }
    }
    for clause in failing {
        exactly(&mut condition, explanation.request(), &clause.key.value, version, reach)?;
    }
    Some(condition)
}

/// Demands that a key is as the request has it: absent, this value, or no values but these.
fn exactly(
    condition: &mut Condition,
    request: &Request,
    key: &str,
    version: Version,
    reach: &mut Reach,
) -> Option<()> {
    let looked_up = Key::new(key);
    let Value::Present(values) = request.value(&looked_up) else {
        reach.facts.push(ReachFact::missing(key));
        return demand(condition, &["Null"], key, quoted("true"));
    };
    let literals = values.iter().map(|value| escaped(value, false, version)).collect::<Option<Vec<_>>>()?;
    reach.facts.push(ReachFact::value(BaseOperator::StringEquals, key, &literals, version));
    match (literals.as_slice(), looked_up.is_multivalued()) {
        ([value], false) => {
            demand(condition, &["StringEquals", "ForAnyValue:StringEquals"], key, quoted(value))
        }
        _ => {
            let list: Vec<String> = literals.iter().map(|literal| quoted(literal)).collect();
            demand(condition, &["ForAllValues:StringEquals"], key, format!("[{}]", list.join(", ")))?;
            demand(condition, &["Null"], key, quoted("false"))
        }
    }
}

/// Adds a clause under the first operator that does not use the key yet (G07).
fn demand(condition: &mut Condition, operators: &[&str], key: &str, values: String) -> Option<()> {
    let uses = |operator: &str| {
        let keys = condition.iter().filter(|(other, _)| other == operator).flat_map(|(_, keys)| keys);
        keys.into_iter().any(|(other, _)| other.eq_ignore_ascii_case(key))
    };
    let free = operators.iter().find(|operator| !uses(operator))?;
    add(condition, free, key, values);
    Some(())
}

fn add(condition: &mut Condition, operator: &str, key: &str, values: String) {
    let member = (key.to_owned(), values);
    match condition.iter_mut().find(|(other, _)| other == operator) {
        Some((_, keys)) => keys.push(member),
        None => condition.push((operator.to_owned(), vec![member])),
    }
}

/// A JSON object on one line.
fn object(members: impl IntoIterator<Item = (String, String)>) -> String {
    let members: Vec<String> =
        members.into_iter().map(|(name, value)| format!("{}: {value}", quoted(&name))).collect();
    format!("{{{}}}", members.join(", "))
}
