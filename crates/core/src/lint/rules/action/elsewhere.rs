//! Actions that no resource named beside them has, in the policy of an unknown resource.

use sayso_catalog::Service;

use super::entry;
use crate::diagnostic::quote;
use crate::document::StatementNode;
use crate::lint::arns;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::policy_type::PolicyType;

/// Only where every resource of a statement is of one service, and the action's service has no resource there.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.policy_type != PolicyType::Resource {
        return;
    }
    for statement in context.statements() {
        let Some(service) = only_service(statement) else { continue };
        let Some(action) = statement.action.as_ref() else { continue };
        let Some(resources) = context.reference().service(service) else { continue };
        // Of services of actions that there are, in order.
        let mut known: Vec<(&str, bool)> = Vec::new();
        for entry in action.entries.iter().filter(|entry| entry::is_literal(&entry.value)) {
            let prefix = entry.value.split_once(':').map_or("", |(prefix, _)| prefix);
            let Some(actions) = context.reference().service(prefix) else { continue };
            let order = |(known, _): &(&str, bool)| (*known).cmp(actions.prefix());
            let at = known.binary_search_by(order).unwrap_or_else(|at| {
                known.insert(at, (actions.prefix(), is_elsewhere(actions, resources)));
                at
            });
            if known.get(at).is_some_and(|(_, is_elsewhere)| *is_elsewhere) {
                let message = format!("{} is on no resource of `{service}`", quote(&entry.value));
                findings.add_help(entry.span, message, "name actions of the resource that has this policy");
            }
        }
    }
}

/// The service that all entries of `Resource` name.
fn only_service(statement: &StatementNode) -> Option<&str> {
    let resource = statement.resource.as_ref().filter(|resource| !resource.negated)?;
    let mut services = resource.entries.iter().map(|entry| arns::fields(&entry.value).service);
    let first = services.next()??;
    (entry::is_literal(first) && !first.is_empty() && services.all(|other| other == Some(first)))
        .then_some(first)
}

/// Whether of two services no resource of the one is named by the other.
fn is_elsewhere(actions: Service<'_>, resources: Service<'_>) -> bool {
    let has = |service: Service<'_>, named: &str| {
        let mut patterns = service.resource_types().flat_map(|resource| resource.arn_patterns());
        patterns.any(|pattern| arns::fields(pattern).service == Some(named))
    };
    actions.prefix() != resources.prefix()
        && !has(actions, resources.prefix())
        && !has(resources, actions.prefix())
}
