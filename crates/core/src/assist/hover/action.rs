//! Actions, and patterns of them.

use sayso_catalog::{ServiceAction, ServiceReference, level_override, operation_actions};

use super::{code, list};
use crate::reach::Reach;
use crate::sorted::SortedSet;

/// What there is to say about an entry of `Action`.
pub(in crate::assist) fn of(written: &str, reference: &ServiceReference<'_>) -> Option<String> {
    if written.contains(['*', '?']) {
        return pattern(written, reference);
    }
    match reference.action(written) {
        Some(action) => Some(one(&action)),
        None => operation(written),
    }
}

fn one(action: &ServiceAction<'_>) -> String {
    let level = action.level().as_str();
    let in_effect = level_override(&action.to_string()).filter(|level| *level != action.level());
    let in_effect = in_effect.map(|level| format!(" (in effect: {})", level.as_str())).unwrap_or_default();
    let types: Vec<_> = action.resource_types().collect();
    let forms = types.iter().flat_map(|it| it.resource_type.arn_patterns()).map(str::to_owned);
    let mut seen = SortedSet::default();
    let keys = action.listed_condition_keys().map(|key| key.name());
    let keys = list(keys.filter(|key| seen.insert(*key)).map(str::to_owned));
    let dependent = list(action.dependent_actions().map(str::to_owned));
    let service = action.service();
    let paragraphs = [
        Some(format!("**{action}**: {level}{in_effect}")),
        Some(format!("Resources: {}", list(forms).unwrap_or_else(|| "only `*`".to_owned()))),
        keys.map(|keys| format!("Condition keys: {keys}, and the global ones")),
        dependent.map(|dependent| format!("Needs besides: {dependent}")),
        Some(format!("[{}]({})", service.name(), service.page())),
    ];
    paragraphs.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

fn pattern(written: &str, reference: &ServiceReference<'_>) -> Option<String> {
    let reach = Reach::of(reference.actions_matching(written));
    if reach.total() == 0 {
        return None;
    }
    let title = format!("{}: {reach}", code(written));
    // Of all services, the first few would say nothing.
    if !written.contains(':') {
        return Some(title);
    }
    let names = reference.actions_matching(written).map(|action| action.to_string());
    Some(format!("{title}\n\n{}", list(names).unwrap_or_default()))
}

/// The name of an API call in the place of an action.
fn operation(written: &str) -> Option<String> {
    let (prefix, name) = written.split_once(':')?;
    let needed = operation_actions(prefix, name)?;
    let call = format!("{} is an API operation, not an action", code(written));
    Some(match list(needed.iter().map(|action| (*action).to_owned())) {
        Some(actions) => format!("{call}: it needs {actions}"),
        None => format!("{call}: it checks no IAM permission"),
    })
}
