//! What of a request can't be, as far as the service reference knows. It never changes an answer.

use std::fmt;

use sayso_catalog::{ServiceAction, ServiceReference, operation_actions};

use crate::request::{Fact, Request};

/// A sentence for each part of the request that AWS would not send. Of a table of `actions` and resources, a
/// resource is right that one of the actions takes.
///
/// ```
/// use sayso::Case;
/// use sayso_catalog::ServiceReference;
///
/// let case: Case = r#"{"principal": "anonymous", "action": "s3:GetObject", "resource": "arn:aws:s3:::reports"}"#
///     .parse().unwrap();
/// let found = sayso::doubts(&case.request, &[], &ServiceReference::embedded());
/// assert!(found[0].starts_with("`arn:aws:s3:::reports` is of the type bucket"));
/// ```
pub fn doubts(request: &Request<'_>, actions: &[String], reference: &ServiceReference<'_>) -> Vec<String> {
    let Some(action) = reference.action(request.action.as_str()) else {
        return vec![no_action(request.action.as_str(), reference)];
    };
    let arn = &request.resource.arn;
    let others = actions.iter().filter_map(|other| reference.action(other));
    let fits = arn == "*" || others.chain([action]).any(|action| takes(&action, arn));
    let keys = request.context.iter().filter_map(|(key, fact)| match fact {
        Fact::Known(values) => key_doubt(reference, &action, key.as_str(), values.iter().count()),
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
                let hint = did_you_mean(reference.suggest_condition_key(key));
                format!("no condition key is named `{key}` in the data of {}{hint}", reference.data_date())
            }
        });
    }
    let single = known.is_some_and(|known| !known.is_multivalued());
    (single && values > 1).then(|| format!("requests carry one value of `{key}`, not {values}"))
}

/// Why no action, or none that a pattern matches, is called that.
///
/// ```
/// use sayso_catalog::ServiceReference;
///
/// let why = sayso::no_action("s3:HeadObject", &ServiceReference::embedded());
/// assert_eq!(why, "`s3:HeadObject` is an API operation, not an action: it needs `s3:GetObject`");
/// ```
pub fn no_action(pattern: &str, reference: &ServiceReference<'_>) -> String {
    let date = reference.data_date();
    if pattern.contains(['*', '?']) {
        return format!("`{pattern}` matches no action in the data of {date}");
    }
    let Some((prefix, name)) = pattern.split_once(':') else {
        return format!("`{pattern}` is no action: write service:Action, such as s3:GetObject");
    };
    if let Some(actions) = operation_actions(prefix, name) {
        return match actions.as_slice() {
            [] => format!("`{pattern}` is an API operation that checks no IAM permission"),
            actions => format!(
                "`{pattern}` is an API operation, not an action: it needs `{}`",
                actions.join("` and `")
            ),
        };
    }
    let hint = did_you_mean(reference.suggest_action(pattern));
    if reference.service(prefix).is_none() {
        return format!("no service has the prefix `{prefix}` in the data of {date}{hint}");
    }
    format!("`{prefix}` has no action `{name}` in the data of {date}{hint}")
}

fn did_you_mean(name: Option<impl fmt::Display>) -> String {
    name.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}
