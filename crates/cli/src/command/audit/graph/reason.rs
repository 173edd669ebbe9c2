//! The statements that allow the steps of a path.

use sayso::account::{Entity, Place};
use sayso::{Action, Explanation};

use super::{Asker, Edge, Target, admin};
use crate::command::audit::finding::Evidence;

/// The statement that allows each request of an edge.
pub(crate) fn of_edge(asker: &Asker<'_>, holder: &Entity, edge: &Edge) -> Vec<Evidence> {
    let requests = edge.requests.iter().enumerate();
    let holder = |number| if number == 0 { holder } else { edge.after.as_deref().unwrap_or(holder) };
    let reasons = requests
        .flat_map(|(number, own)| allowing(asker, holder(number), &own.action, &own.resource, own.passed_to));
    let mut reasons: Vec<Evidence> = reasons.collect();
    if let (Some(after), Target::Administrator, 1) = (&edge.after, edge.target, edge.requests.len()) {
        reasons.extend(of_administrator(asker, after));
    }
    reasons
}

/// The statement that makes an administrator.
pub(crate) fn of_administrator(asker: &Asker<'_>, entity: &Entity) -> Vec<Evidence> {
    let (action, resource) = admin::example(entity);
    allowing(asker, entity, action, &resource, None)
}

fn allowing(
    asker: &Asker<'_>,
    entity: &Entity,
    action: &str,
    resource: &str,
    passed_to: Option<&'static str>,
) -> Vec<Evidence> {
    let Ok(name) = Action::new(action) else { return Vec::new() };
    let given = asker.context(passed_to);
    let question = asker.inventory.ask(entity, "session", &name, resource, &given);
    let explanation = Explanation::new(&question.policies, &question.request);
    let statements = explanation.deciding().into_iter().filter_map(|statement| {
        let (policy, node) = (explanation.policy(statement.at)?, explanation.node(statement.at)?);
        let place = Place { source: explanation.source(statement.at)?.clone(), span: node.span };
        let group = explanation.group(statement.at).map(|name| format!(" through group {name}"));
        let (policy, group) = (policy.name(), group.unwrap_or_default());
        let resource = if resource == "*" { String::new() } else { format!(" on {resource}") };
        Some(Evidence::at(format!("{action}{resource}: allowed by {policy}{group}"), place))
    });
    statements.collect()
}
