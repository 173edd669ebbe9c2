//! Searches in the catalogue.

use sayso_catalog::{AccessLevel, ManagedPolicies, ServiceAction, ServiceReference};
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct Found {
    action: String,
    levels: Vec<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ActionInfo {
    action: String,
    levels: Vec<&'static str>,
    resource_types: Vec<ResourceType>,
    keys: Vec<String>,
    dependents: Vec<String>,
    url: String,
}

#[derive(Serialize)]
struct ResourceType {
    name: String,
    required: bool,
    arns: Vec<String>,
}

#[derive(Serialize)]
pub(crate) struct ManagedPolicy {
    name: String,
    arn: String,
    text: String,
}

impl From<sayso_catalog::ManagedPolicy<'static>> for ManagedPolicy {
    fn from(policy: sayso_catalog::ManagedPolicy<'static>) -> Self {
        Self { name: policy.name().to_owned(), arn: policy.arn(), text: policy.document_json() }
    }
}

/// The actions of a pattern; or those whose names a query is part of, the best first.
pub(crate) fn actions(reference: &ServiceReference<'_>, query: &str, limit: usize) -> Vec<Found> {
    let found = |action: ServiceAction<'_>| Found { action: action.to_string(), levels: levels(&action) };
    if query.contains(['*', '?']) {
        return reference.actions_matching(query).take(limit).map(found).collect();
    }
    let query = query.to_ascii_lowercase();
    let all = reference.services().flat_map(|service| service.actions().collect::<Vec<_>>());
    let ranked = all.filter_map(|action| Some((rank(&action.to_string(), &query)?, action)));
    best(ranked, limit).into_iter().map(found).collect()
}

pub(crate) fn action(action: &ServiceAction<'_>) -> ActionInfo {
    let resource_types = action.resource_types().map(|it| ResourceType {
        name: it.resource_type.name().to_owned(),
        required: it.required,
        arns: it.resource_type.arn_patterns().map(str::to_owned).collect(),
    });
    ActionInfo {
        action: action.to_string(),
        levels: levels(action),
        resource_types: resource_types.collect(),
        keys: action.condition_keys().map(|key| key.name().to_owned()).collect(),
        dependents: action.dependent_actions().map(str::to_owned).collect(),
        url: action.service().page(),
    }
}

pub(crate) fn managed(
    policies: Option<&ManagedPolicies<'static>>,
    query: &str,
    limit: usize,
) -> Vec<&'static str> {
    let query = query.to_ascii_lowercase();
    let all = policies.into_iter().flat_map(ManagedPolicies::iter);
    best(all.filter_map(|policy| Some((rank(policy.name(), &query)?, policy.name()))), limit)
}

fn levels(action: &ServiceAction<'_>) -> Vec<&'static str> {
    action.levels().map(AccessLevel::as_str).collect()
}

/// The first of the best, in order.
fn best<T>(ranked: impl Iterator<Item = ((u8, usize), T)>, limit: usize) -> Vec<T> {
    let mut ranked: Vec<_> = (0_usize..).zip(ranked).collect();
    ranked.sort_unstable_by_key(|(at, (rank, _))| (*rank, *at));
    ranked.into_iter().take(limit).map(|(_, (_, found))| found).collect()
}

/// How well a name answers a query in lower case: the less the better, `None` if not at all. A name that starts with
/// the query, a part of it that does, a name that contains it, and one that has its letters in order.
fn rank(name: &str, query: &str) -> Option<(u8, usize)> {
    let lower = name.to_ascii_lowercase();
    let bare = lower.split_once(':').map_or(lower.as_str(), |(_, bare)| bare);
    let class = if lower == query || bare == query {
        0
    } else if lower.starts_with(query) {
        1
    } else if bare.starts_with(query) {
        2
    } else if lower.contains(query) {
        3
    } else if in_order(&lower, query) {
        4
    } else {
        return None;
    };
    Some((class, name.len()))
}

fn in_order(name: &str, query: &str) -> bool {
    let mut letters = name.chars();
    query.chars().all(|wanted| letters.any(|letter| letter == wanted))
}
