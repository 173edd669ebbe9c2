//! Sentences on single elements.

use super::Explanation;
use crate::condition::BaseOperator;
use crate::document::{ConditionClause, ListElement, PrincipalElement, StatementNode};
use crate::evaluate::{Because, Element, ElementCheck, StatementRef};
use crate::request::{Key, PrincipalType, Request, Value};
use crate::truth::Truth;

/// Lists in sentences stop here.
const MOST_ENTRIES: usize = 3;

/// The element's name as the policy writes it: `NotAction`; for a clause of the condition operator and key,
/// `StringEquals aws:RequestedRegion`.
///
/// ```
/// use sayso::evaluate::Element;
/// use sayso::explain::element_name;
/// use sayso::{Limits, PolicyDocument, Source};
///
/// let source = Source::new("scp.json", r#"{"Statement": {"Effect": "Deny", "NotAction": "iam:*",
///     "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}}}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// let node = &document.statements()[0];
/// assert_eq!(element_name(node, Element::Action), "NotAction");
/// assert_eq!(element_name(node, Element::Condition(0)), "StringNotEquals aws:RequestedRegion");
/// ```
pub fn element_name(node: &StatementNode, element: Element) -> String {
    let list = |element: &Option<ListElement>, name: &str| match element {
        Some(element) if element.negated => format!("Not{name}"),
        _ => name.to_owned(),
    };
    match element {
        Element::Action => list(&node.action, "Action"),
        Element::Resource => list(&node.resource, "Resource"),
        Element::Principal => match &node.principal {
            Some(principal) if principal.negated => "NotPrincipal".to_owned(),
            _ => "Principal".to_owned(),
        },
        Element::Condition(number) => clause(node, number).map_or_else(
            || "Condition".to_owned(),
            |clause| format!("{} {}", clause.operator.value, clause.key.value),
        ),
    }
}

fn clause(node: &StatementNode, number: u32) -> Option<&ConditionClause> {
    node.condition.as_ref()?.clauses.get(number as usize)
}

pub(super) fn because(explanation: &Explanation<'_>, at: StatementRef, check: &ElementCheck) -> String {
    let (Some(node), request) = (explanation.node(at), explanation.request()) else { return String::new() };
    match check.element {
        Element::Action => node.action.as_ref().map(|element| list(element, request.action.as_str(), check)),
        Element::Resource => {
            node.resource.as_ref().map(|element| list(element, &request.resource.arn, check))
        }
        Element::Principal => node.principal.as_ref().map(|element| principal(element, request, check)),
        Element::Condition(number) => clause(node, number).map(|clause| condition(clause, request, check)),
    }
    .unwrap_or_default()
}

fn list(element: &ListElement, asked: &str, check: &ElementCheck) -> String {
    let entries = || several(element.entries.iter().map(|entry| entry.value.as_str()));
    match check.outcome.because {
        Because::Entry { entry, .. } => {
            let entry = element.entries.get(entry as usize).map_or("", |entry| entry.value.as_str());
            if element.negated {
                format!("`{asked}` is excluded by `{entry}`")
            } else if entry == asked {
                format!("`{asked}` is listed")
            } else {
                format!("`{asked}` matches `{entry}`")
            }
        }
        Because::VariableUnknown { .. } => "a policy variable is unknown".to_owned(),
        _ if element.entries.is_empty() => "an empty list matches nothing".to_owned(),
        _ if element.negated => format!("`{asked}` is not excluded by {}", entries()),
        _ => format!("`{asked}` does not match {}", entries()),
    }
}

fn principal(element: &PrincipalElement, request: &Request, check: &ElementCheck) -> String {
    let caller = &request.principal;
    let name = match (&caller.kind, caller.principal_arn()) {
        (PrincipalType::RoleSession { role_arn, .. }, _) => {
            format!("`{}`, a session of `{role_arn}`,", caller.arn)
        }
        (_, Some(arn)) => format!("`{arn}`"),
        (_, None) => format!("`{caller}`"),
    };
    let entries = || several(element.entries.iter().map(|entry| entry.value.value.as_str()));
    match check.outcome.because {
        Because::Entry { entry, .. } => {
            let entry = element.entries.get(entry as usize).map_or("", |entry| entry.value.value.as_str());
            if element.negated {
                format!("`{entry}` exempts {name}")
            } else {
                format!("`{entry}` covers {name}")
            }
        }
        Because::ChainIncomplete => {
            format!("{name} is exempt only if every identity above it is listed and it has no boundary")
        }
        _ if element.negated => format!("{name} is not listed itself"),
        _ => format!("{name} is not {}", entries()),
    }
}

fn condition(clause: &ConditionClause, request: &Request, check: &ElementCheck) -> String {
    let key = &clause.key.value;
    let wanted = || several(clause.values.iter().map(|value| value.value.as_str()));
    let given = |at: u32| match request.value(&Key::new(key)) {
        Value::Present(values) => values.iter().nth(at as usize).unwrap_or_default().to_owned(),
        Value::Absent | Value::Unknown => String::new(),
    };
    let operator = clause.operator.value;
    match check.outcome.because {
        Because::Entry { value, entry } => {
            let entry = clause.values.get(entry as usize).map_or("", |entry| entry.value.as_str());
            format!("`{key}` = `{}` {} `{entry}`", given(value), relation(operator.base, true))
        }
        Because::NoEntry { value } => {
            format!("`{key}` = `{}` {} {}", given(value), relation(operator.base, false), wanted())
        }
        Because::Unparsable { value } => {
            format!("`{key}` = `{}`, which {operator} cannot compare", given(value))
        }
        Because::KeyAbsent if operator.base == BaseOperator::Null || check.outcome.truth == Truth::Yes => {
            format!("`{key}` is not in the request")
        }
        Because::KeyAbsent => format!("`{key}` is not in the request; the policy wants {}", wanted()),
        Because::KeyPresent => format!("`{key}` is in the request"),
        Because::KeyUnknown => format!("`{key}` is unknown"),
        Because::VariableUnknown { .. } => "a policy variable is unknown".to_owned(),
        Because::NeedsSetOperator => {
            format!("`{key}` holds a list, which {operator} matches only with ForAllValues or ForAnyValue")
        }
        Because::NoPolicyValues => format!("the policy lists no value for `{key}`"),
        Because::SetOfNull => format!("{operator} does not look at the request"),
        Because::ChainIncomplete | Because::NoElement => String::new(),
    }
}

/// How a value stands to an entry that it meets or does not, whatever the operator makes of that.
fn relation(operator: BaseOperator, meets: bool) -> &'static str {
    use BaseOperator as Op;
    let (met, unmet) = match operator {
        like if like.takes_wildcards() => ("matches", "does not match"),
        Op::IpAddress | Op::NotIpAddress => ("is in", "is not in"),
        Op::NumericLessThan => ("is less than", "is not less than"),
        Op::NumericLessThanEquals => ("is at most", "is more than"),
        Op::NumericGreaterThan => ("is greater than", "is not greater than"),
        Op::NumericGreaterThanEquals => ("is at least", "is less than"),
        Op::DateLessThan => ("is before", "is not before"),
        Op::DateLessThanEquals => ("is not after", "is after"),
        Op::DateGreaterThan => ("is after", "is not after"),
        Op::DateGreaterThanEquals => ("is not before", "is before"),
        _ => ("is", "is not"),
    };
    if meets { met } else { unmet }
}

/// A few words beside an underlined element: what the request has there.
pub(super) fn label(explanation: &Explanation<'_>, at: StatementRef, check: &ElementCheck) -> String {
    let Some(node) = explanation.node(at) else { return String::new() };
    match (check.element, check.outcome.because) {
        (Element::Condition(number), Because::Entry { value, .. } | Because::NoEntry { value }) => {
            let key = clause(node, number).map_or("", |clause| clause.key.value.as_str());
            match explanation.request().value(&Key::new(key)) {
                Value::Present(values) => {
                    format!("the request has `{}`", values.iter().nth(value as usize).unwrap_or_default())
                }
                Value::Absent | Value::Unknown => String::new(),
            }
        }
        (Element::Condition(_), Because::KeyAbsent) => "not in the request".to_owned(),
        (Element::Condition(_), Because::KeyUnknown) => "unknown".to_owned(),
        (_, Because::Entry { .. }) => String::new(),
        (Element::Action, _) => format!("the request's is `{}`", explanation.request().action.as_str()),
        (Element::Resource, _) => format!("the request's is `{}`", explanation.request().resource.arn),
        _ => because(explanation, at, check),
    }
}

/// `a`, `b`, `c` and 4 more
fn several<'a>(mut entries: impl Iterator<Item = &'a str>) -> String {
    let shown: Vec<String> = entries.by_ref().take(MOST_ENTRIES).map(|entry| format!("`{entry}`")).collect();
    match entries.count() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
