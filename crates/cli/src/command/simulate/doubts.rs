//! What of a request can't be, as far as the service reference knows. It never changes an answer.

use sayso::{Fact, Request};
use sayso_catalog::{ServiceAction, ServiceReference};

use crate::command::catalog;

/// A sentence for each part of the request that AWS would not send. Of a table of `actions` and resources, a
/// resource is right that one of the actions takes.
pub(crate) fn of(request: &Request<'_>, actions: &[String]) -> Vec<String> {
    let reference = ServiceReference::embedded();
    let Some(action) = reference.action(request.action.as_str()) else {
        return vec![catalog::no_action(&reference, request.action.as_str())];
    };
    let arn = &request.resource.arn;
    let others = actions.iter().filter_map(|other| reference.action(other));
    let fits = arn == "*" || others.chain([action]).any(|action| takes(&action, arn));
    let keys = request.context.iter().filter_map(|(key, fact)| match fact {
        Fact::Known(values) => key_doubt(&reference, &action, key.as_str(), values.iter().count()),
        Fact::Absent | Fact::Unknown => None,
    });
    (!fits).then(|| resource_doubt(&action, arn)).into_iter().chain(keys).collect()
}

fn takes(action: &ServiceAction<'_>, arn: &str) -> bool {
    let of_arn = action.service().resource_types_of(arn);
    let mut types = action.resource_types();
    types.any(|it| of_arn.iter().any(|known| known.name() == it.resource_type.name()))
}

fn resource_doubt(action: &ServiceAction<'_>, arn: &str) -> String {
    let types: Vec<&str> = action.resource_types().map(|it| it.resource_type.name()).collect();
    if types.is_empty() {
        return format!("`{action}` has no resource types: AWS decides it for the resource `*`");
    }
    let types = types.join(", ");
    match action.service().resource_types_of(arn).first() {
        Some(it) => {
            format!("`{arn}` is of the type {}, which `{action}` does not take: it takes {types}", it.name())
        }
        None => format!("`{arn}` is of no type that `{action}` takes: {types}"),
    }
}

fn key_doubt(
    reference: &ServiceReference<'_>,
    action: &ServiceAction<'_>,
    key: &str,
    values: usize,
) -> Option<String> {
    let known = reference.condition_key(key);
    if !action.carries_key(key) {
        return Some(match known {
            Some(_) => format!("requests for `{action}` do not carry the key `{key}`"),
            None => {
                let hint = reference.suggest_condition_key(key);
                let hint = hint.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
                format!("no condition key is named `{key}` in the data of {}{hint}", reference.data_date())
            }
        });
    }
    let single = known.is_some_and(|known| !known.is_multivalued());
    (single && values > 1).then(|| format!("requests carry one value of `{key}`, not {values}"))
}
