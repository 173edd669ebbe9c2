//! The small tables.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use sayso_catalog::AccessLevel;
use serde::Deserialize;

use super::rust;
use super::services::Service;

/// The global condition keys, from the table kept by hand.
pub(super) fn global_keys(tsv: &str) -> Result<String> {
    let mut entries = BTreeMap::new();
    for row in rust::rows(tsv) {
        let [key, value_type, flags] = row.as_slice() else { bail!("{row:?} has not three fields") };
        let variant = match *value_type {
            "ARN" => "Arn",
            "IPAddress" => "IpAddress",
            "String" | "Bool" | "Numeric" | "Date" => value_type,
            other => bail!("`{other}` is no type of a condition key"),
        };
        let flags: Vec<&str> = flags.split(',').filter(|flag| *flag != "-").collect();
        let known = ["multivalued", "per-action", "date-too"];
        ensure!(flags.iter().all(|flag| known.contains(flag)), "{flags:?} of `{key}` are not all known");
        let [multivalued, per_action, date_too] = known.map(|flag| flags.contains(&flag));
        let entry = format!(
            "ConditionKey {{\n    name: {key:?},\n    value_type: KeyType::{variant},\n    multivalued: \
             {multivalued},\n    per_action: {per_action},\n    date_too: {date_too},\n}},"
        );
        ensure!(entries.insert(key.to_ascii_lowercase(), entry).is_none(), "`{key}` is there twice");
    }
    Ok(rust::table("global-condition-keys.tsv", entries.into_values()))
}

/// The service principals, from the table kept by hand.
pub(super) fn principals(tsv: &str) -> String {
    let principals: BTreeSet<&str> = rust::rows(tsv).flatten().collect();
    principals.iter().flat_map(|principal| [principal, "\n"]).collect()
}

/// CloudTrail's names of services and their prefixes, from the table kept by hand.
pub(super) fn event_sources(tsv: &str, services: &[Service]) -> Result<String> {
    let mut entries = BTreeMap::new();
    for row in rust::rows(tsv) {
        let [source, prefix] = row.as_slice() else { bail!("{row:?} has not two fields") };
        ensure!(services.iter().any(|service| service.prefix == *prefix), "`{prefix}` is no service");
        entries.insert(*source, format!("({source:?}, {prefix:?}),"));
    }
    Ok(rust::table("event-sources.tsv", entries.into_values()))
}

/// The corrections of access levels by `policy_sentry`: services, in them levels, in them lists of actions in lower
/// case. Its file is YAML, of which it uses no more than that.
pub(super) fn level_overrides(yaml: &str) -> Result<String> {
    let (mut service, mut level) = ("", String::new());
    let mut overrides = BTreeMap::new();
    for line in yaml.lines() {
        let line = line.split('#').next().unwrap_or_default().trim_end();
        let text = line.trim_start();
        if let Some(action) = text.strip_prefix("- ") {
            overrides.insert(format!("{service}:{}", action.trim()).to_ascii_lowercase(), level.clone());
        } else if let Some(name) = text.strip_suffix(':') {
            if text.len() == line.len() {
                service = name;
            } else {
                known(name)?.clone_into(&mut level);
            }
        } else {
            ensure!(text.is_empty() || text == "---", "`{line}` is no service, level or action");
        }
    }
    Ok(overrides.iter().flat_map(|(action, level)| [action, " ", level, "\n"]).collect())
}

fn known(level: &str) -> Result<&str> {
    let is_known = AccessLevel::ALL.iter().any(|known| known.as_str() == level);
    if is_known { Ok(level) } else { bail!("`{level}` is no access level") }
}

#[derive(Deserialize)]
struct Partitions {
    partitions: Vec<Partition>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Partition {
    id: String,
    region_regex: String,
    regions: BTreeMap<String, serde_json::Value>,
    outputs: Outputs,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outputs {
    dns_suffix: String,
    implicit_global_region: String,
}

/// The partitions and regions of botocore's table.
pub(super) fn partitions(json: &str, source: &str) -> Result<String> {
    let mut table: Partitions = serde_json::from_str(json).context("botocore's partitions")?;
    table.partitions.sort_by(|a, b| a.id.cmp(&b.id));
    let entries: Result<Vec<String>> = table.partitions.iter().map(partition).collect();
    Ok(rust::table(&format!("the package {source}"), entries?))
}

fn partition(partition: &Partition) -> Result<String> {
    let prefixes = region_prefixes(&partition.region_regex)
        .with_context(|| format!("`{}` is of no known form", partition.region_regex))?;
    // `aws-global` and such are endpoints, not regions.
    let regions = partition.regions.keys().filter(|region| !region.ends_with("-global"));
    let regions: Vec<String> = regions.map(|region| format!("        {region:?},\n")).collect();
    let regions = regions.concat();
    Ok(format!(
        "Partition {{\n    name: {:?},\n    dns_suffix: {:?},\n    global_region: {:?},\n    region_prefixes: \
         {},\n    regions: &[\n{regions}    ],\n}},",
        partition.id,
        partition.outputs.dns_suffix,
        partition.outputs.implicit_global_region,
        rust::strings(prefixes.iter().map(String::as_str)),
    ))
}

/// `^(us|eu)\-\w+\-\d+$` as `us` and `eu`, `^us\-gov\-\w+\-\d+$` as `us-gov`.
fn region_prefixes(regex: &str) -> Option<Vec<String>> {
    let start = regex.strip_prefix('^')?.strip_suffix(r"\-\w+\-\d+$")?.replace(r"\-", "-");
    let (before, group) = match start.split_once('(') {
        Some((before, group)) => (before, group.strip_suffix(')')?),
        None => ("", start.as_str()),
    };
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'-' || byte == b'|';
    let fine = group.bytes().chain(before.bytes()).all(plain);
    fine.then(|| group.split('|').map(|name| format!("{before}{name}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn region_forms_become_prefixes() {
        let prefixes = |regex| region_prefixes(regex).unwrap_or_default();
        assert_eq!(prefixes(r"^(us|eu)\-\w+\-\d+$"), ["us", "eu"]);
        assert_eq!(prefixes(r"^us\-gov\-\w+\-\d+$"), ["us-gov"]);
        assert_eq!(prefixes(r"^eusc\-(de)\-\w+\-\d+$"), ["eusc-de"]);
        assert!(prefixes(r"^us\-\d+$").is_empty() && prefixes(r"^u.\-\w+\-\d+$").is_empty());
    }

    #[test]
    fn level_overrides_are_read_line_by_line() {
        let yaml = "# x\n---\ns3:\n    # y\n    Permissions management:\n        - b\n        - A\n";
        let table = level_overrides(yaml).unwrap();
        assert_eq!(table, "s3:a Permissions management\ns3:b Permissions management\n");
        assert!(level_overrides("s3: [a]").is_err() && level_overrides("s3:\n  Own:\n").is_err());
    }

    #[test]
    fn global_keys_are_checked() {
        assert!(global_keys("# x\naws:A\tARN\tmultivalued,date-too\n").unwrap().contains("KeyType::Arn"));
        for wrong in ["aws:A\tARN", "aws:A\tText\t-", "aws:A\tARN\tmany", "aws:A\tARN\t-\naws:a\tBool\t-"] {
            assert!(global_keys(wrong).is_err(), "{wrong}");
        }
    }
}
