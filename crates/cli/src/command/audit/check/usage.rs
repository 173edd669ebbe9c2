//! What is granted and was never used, as last accessed information tells.

use super::Scope;
use crate::command::audit::code;
use crate::command::audit::finding::{Evidence, Finding};
use crate::command::audit::usage::Used;

pub(super) fn find(scope: &Scope<'_>, found: &mut Vec<Finding>) {
    for used in &scope.usage.principals {
        found.extend(services(scope, used));
        found.extend(actions(used));
    }
}

fn services(scope: &Scope<'_>, used: &Used) -> Option<Finding> {
    let services = &used.report.services;
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
    let evidence = Evidence::new(format!("unused: {}", idle.join(", ")));
    Some(Finding::new(&code::UNUSED_SERVICE, &used.arn, message, used.place.clone()).evidence([evidence]))
}

/// Of services that are used, the actions that are tracked and were not.
fn actions(used: &Used) -> Option<Finding> {
    let in_use = used.report.services.iter().filter(|service| service.used.is_some());
    let lists: Vec<(usize, String)> = in_use
        .filter_map(|service| {
            let idle: Vec<&str> =
                service.actions.iter().filter(|it| it.used.is_none()).map(|it| it.name.as_str()).collect();
            let text = format!("{}: {}", service.namespace, idle.join(", "));
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
    Some(Finding::new(&code::UNUSED_ACTION, &used.arn, message, used.place.clone()).evidence(evidence))
}
