//! What is granted and was never used, as last accessed information and CloudTrail tell.

use super::Scope;
use crate::command::audit::code;
use crate::command::audit::finding::{Evidence, Finding};
use crate::command::audit::usage::Used;

/// Names told of what is unused.
const MOST_NAMES: usize = 40;

pub(super) fn find(scope: &Scope<'_>, found: &mut Vec<Finding>) {
    for used in &scope.usage.principals {
        found.extend(services(scope, used));
        found.extend(actions(scope, used));
    }
}

fn services(scope: &Scope<'_>, used: &Used) -> Option<Finding> {
    let services = &used.services;
    let idle: Vec<String> = services
        .iter()
        .filter_map(|service| match service.used {
            None => Some(service.namespace.clone()),
            Some(time) => scope.long_ago(time).map(|days| format!("{} ({days} days ago)", service.namespace)),
        })
        .collect();
    if idle.is_empty() {
        return None;
    }
    let message = format!(
        "{} uses {} of {} services that it is granted",
        used.short,
        services.len() - idle.len(),
        services.len()
    );
    let evidence = Evidence::new(format!("unused: {}", list(&idle)));
    let finding = Finding::new(&code::UNUSED_SERVICE, &used.arn, message, used.place.clone());
    Some(finding.evidence([evidence]).evidence(span(scope)))
}

/// Of services that are used, the actions that are tracked and were not.
fn actions(scope: &Scope<'_>, used: &Used) -> Option<Finding> {
    let in_use = used.services.iter().filter(|service| service.used.is_some());
    let lists: Vec<(usize, String)> = in_use
        .filter_map(|service| {
            let idle: Vec<&str> =
                service.actions.iter().filter(|it| it.used.is_none()).map(|it| it.name.as_str()).collect();
            let text = format!("{}: {}", service.namespace, list(&idle));
            (!idle.is_empty()).then_some((idle.len(), text))
        })
        .collect();
    let count: usize = lists.iter().map(|(count, _)| count).sum();
    if count == 0 {
        return None;
    }
    let actions = if count == 1 { "1 action".to_owned() } else { format!("{count} actions") };
    let message = format!("{} never used {actions} of services that it uses", used.short);
    let evidence = lists.into_iter().map(|(_, text)| Evidence::new(text));
    let finding = Finding::new(&code::UNUSED_ACTION, &used.arn, message, used.place.clone());
    Some(finding.evidence(evidence).evidence(span(scope)))
}

fn span(scope: &Scope<'_>) -> Option<Evidence> {
    scope.usage.span().map(|span| Evidence::new(format!("by CloudTrail {span}")))
}

/// The first names; the JSON report has all.
fn list(names: &[impl AsRef<str>]) -> String {
    let first: Vec<&str> = names.iter().take(MOST_NAMES).map(AsRef::as_ref).collect();
    let more = names.len().saturating_sub(MOST_NAMES);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{}{more}", first.join(", "))
}
