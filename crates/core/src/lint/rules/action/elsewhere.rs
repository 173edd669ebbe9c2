//! Actions that no resource named beside them has, in the policy of an unknown resource.

use std::collections::HashMap;

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
    let mut pairs = HashMap::new();
    for statement in context.statements() {
        let Some(service) = only_service(statement) else { continue };
        let Some(action) = statement.action.as_ref() else { continue };
        for entry in action.entries.iter().filter(|entry| entry::is_literal(&entry.value)) {
            let prefix = entry.value.split_once(':').map_or("", |(prefix, _)| prefix);
            let is_elsewhere =
                *pairs.entry((prefix, service)).or_insert_with(|| is_elsewhere(context, prefix, service));
            if is_elsewhere {
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

/// Whether two services are known and no resource of the one is named by the other.
fn is_elsewhere(context: &Context<'_>, prefix: &str, arn_service: &str) -> bool {
    let reference = context.reference();
    let (Some(actions), Some(resources)) = (reference.service(prefix), reference.service(arn_service)) else {
        return false;
    };
    let has = |service: sayso_catalog::Service<'_>, named: &str| {
        let mut patterns = service.resource_types().flat_map(|resource| resource.arn_patterns());
        patterns.any(|pattern| arns::fields(pattern).service == Some(named))
    };
    !prefix.eq_ignore_ascii_case(arn_service)
        && !has(actions, resources.prefix())
        && !has(resources, actions.prefix())
}
