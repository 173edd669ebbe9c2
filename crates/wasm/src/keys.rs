//! The condition keys of a request: those that policies ask for, and those that it may carry.

use sayso::Case;
use sayso::policy::Statement;
use sayso_catalog::ServiceReference;
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct KeyInfo {
    key: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    value_type: Option<&'static str>,
    multivalued: bool,
    used: bool,
    carried: bool,
}

/// Those in use first, each kind by name.
pub(crate) fn keys(case: &Case, reference: &ServiceReference<'_>) -> Vec<KeyInfo> {
    let action = reference.action(case.request.action.as_str());
    let mut found: Vec<KeyInfo> = Vec::new();
    for name in used(case) {
        let carried = action.as_ref().is_none_or(|action| action.carries_key(&name));
        let known = reference.condition_key(&name);
        found.push(KeyInfo {
            value_type: known.map(|known| known.value_type().as_str()),
            multivalued: known.is_some_and(|known| known.is_multivalued()),
            used: true,
            carried,
            key: name,
        });
    }
    let Some(action) = action else { return each_once(found) };
    let of_types = action.resource_types().flat_map(|it| it.condition_keys().collect::<Vec<_>>());
    let global = sayso_catalog::global_condition_keys();
    let global = global.iter().filter_map(|key| reference.condition_key(key.name()));
    for known in
        action.condition_keys().chain(of_types).chain(global.filter(|key| action.carries_key(key.name())))
    {
        found.push(KeyInfo {
            key: known.name().to_owned(),
            value_type: Some(known.value_type().as_str()),
            multivalued: known.is_multivalued(),
            used: false,
            carried: true,
        });
    }
    let (mut keys, others): (Vec<_>, Vec<_>) = each_once(found).into_iter().partition(|key| key.used);
    keys.extend(others);
    keys
}

/// By name, whatever the case; the first of each.
fn each_once(mut keys: Vec<KeyInfo>) -> Vec<KeyInfo> {
    keys.sort_by_cached_key(|key| key.key.to_lowercase());
    keys.dedup_by(|later, first| later.key.to_lowercase() == first.key.to_lowercase());
    keys
}

fn used(case: &Case) -> Vec<String> {
    let policies = case.policies.layers().flat_map(|layer| case.policies.layer(layer));
    let clauses = policies.flat_map(|policy| policy.statements()).flat_map(Statement::clauses);
    let keys = clauses.flat_map(|clause| clause.variables().chain([clause.key()]));
    keys.map(|key| key.as_str().to_owned()).collect()
}
