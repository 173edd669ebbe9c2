//! `sayso catalog keys`.

use sayso_catalog::{ConditionKey, ServiceAction, global_condition_keys};
use serde::Serialize;

use super::data::Data;
use super::{Format, did_you_mean};
use crate::input::Failure;
use sayso::no_action;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Key {
    #[serde(rename = "key")]
    name: String,
    #[serde(rename = "type")]
    value_type: &'static str,
    multivalued: bool,
    /// The resource type that the action carries it for, if not for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_type: Option<String>,
}

pub(super) fn print(data: &Data<'_>, name: Option<&str>, format: Format) -> Result<(), Failure> {
    let keys = match name {
        None => global_condition_keys().iter().map(|key| Key::of(key, None)).collect(),
        Some(name) => find(data, name)?,
    };
    format.print(&keys, |keys| table(keys));
    Ok(())
}

/// The keys of an action or service, or the key of this name.
fn find(data: &Data<'_>, name: &str) -> Result<Vec<Key>, Failure> {
    let reference = &data.reference();
    if let Some(action) = reference.action(name) {
        return Ok(of_action(&action));
    }
    if let Some(service) = reference.service(name) {
        return Ok(service.condition_keys().map(|key| Key::of(&key, None)).collect());
    }
    if let Some(key) = reference.condition_key(name) {
        return Ok(vec![Key::of(&key, None)]);
    }
    Err(Failure::Message(unknown(data, name)))
}

fn unknown(data: &Data<'_>, name: &str) -> String {
    let reference = &data.reference();
    let as_of = reference.data_date();
    let Some((_, last)) = name.split_once(':') else {
        let hint = did_you_mean(reference.suggest_service(name));
        return format!("no service has the prefix `{name}` in the data of {as_of}{hint}");
    };
    // Actions begin with a capital letter; so do many keys.
    if let Some(key) = reference.suggest_condition_key(name) {
        return format!(
            "`{name}` is no action and no condition key in the data of {as_of}; did you mean `{key}`?"
        );
    }
    if last.starts_with(|first: char| first.is_ascii_uppercase()) {
        return no_action(name, reference);
    }
    format!("`{name}` is no action and no condition key in the data of {as_of}")
}

fn of_action(action: &ServiceAction<'_>) -> Vec<Key> {
    let mut keys: Vec<Key> = action.condition_keys().map(|key| Key::of(&key, None)).collect();
    for resource in action.resource_types() {
        let own = resource.condition_keys().chain(resource.resource_type.condition_keys());
        for key in own {
            let resource_type = resource.resource_type.name();
            let known = |it: &Key| {
                it.name == key.name() && it.resource_type.as_deref().is_none_or(|of| of == resource_type)
            };
            if !keys.iter().any(known) {
                keys.push(Key::of(&key, Some(resource_type)));
            }
        }
    }
    keys
}

impl Key {
    fn of(key: &ConditionKey<'_>, resource_type: Option<&str>) -> Self {
        Self {
            name: key.name().to_owned(),
            value_type: key.value_type().as_str(),
            multivalued: key.is_multivalued(),
            resource_type: resource_type.map(str::to_owned),
        }
    }
}

fn table(keys: &[Key]) -> String {
    if keys.is_empty() {
        return "no condition keys besides the global ones".to_owned();
    }
    let width = keys.iter().map(|key| key.name.len()).max().unwrap_or(0);
    let line = |key: &Key| {
        let many = if key.multivalued { "multivalued" } else { "single value" };
        let resource = key.resource_type.as_ref().map(|name| format!("  for {name}")).unwrap_or_default();
        format!("{:width$}  {:9}  {many:12}{resource}", key.name, key.value_type).trim_end().to_owned() + "\n"
    };
    keys.iter().map(line).collect::<Vec<_>>().concat()
}
