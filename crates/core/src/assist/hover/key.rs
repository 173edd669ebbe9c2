//! Condition keys.

use sayso_catalog::{Service, ServiceReference};

use super::list;

/// Type, number of values and services of a condition key.
pub(in crate::assist) fn of(written: &str, reference: &ServiceReference<'_>) -> Option<String> {
    let key = reference.condition_key(written)?;
    let values = if key.is_multivalued() {
        "several values: compare it with `ForAnyValue:` or `ForAllValues:`"
    } else {
        "one value"
    };
    let title = format!("**{}**: {}, {values}", key.name(), key.value_type().as_str());
    if !key.is_per_action() {
        return Some(format!("{title}\n\nA global key: requests of every service can carry it"));
    }
    let has = |service: &Service<'_>| service.condition_keys().any(|own| own.name() == key.name());
    let services: Vec<Service<'_>> = reference.services().filter(has).collect();
    let prefixes = list(services.iter().map(|service| service.prefix().to_owned()));
    let page = match services.as_slice() {
        [service] => format!("\n\n[{}]({})", service.name(), service.page()),
        _ => String::new(),
    };
    let of =
        prefixes.map(|prefixes| format!("\n\nRequests carry it for the actions that list it, of {prefixes}"));
    Some(title + &of.unwrap_or_default() + &page)
}
