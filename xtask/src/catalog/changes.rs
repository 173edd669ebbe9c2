//! What a new catalog changes, and whether it can be right.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use sayso_catalog::ManagedPolicies;

use super::json::Json;
use super::sources::Policy;

/// Fails unless the packed policies read back as what was packed.
pub(crate) fn same_as_source(packed: &ManagedPolicies<'_>, source: &[Policy]) -> Result<()> {
    ensure!(packed.len() == source.len(), "{} policies became {}", source.len(), packed.len());
    for (packed, source) in packed.iter().zip(source) {
        let document: Json = serde_json::from_str(&packed.document_json())?;
        let read_back = Policy {
            name: packed.name().to_owned(),
            path: packed.path().to_owned(),
            version_id: packed.version_id().to_owned(),
            create_date: packed.create_date(),
            update_date: packed.update_date(),
            document,
        };
        ensure!(read_back == *source, "`{}` does not read back as it was", source.name);
    }
    Ok(())
}

/// Whether more than 2 % are gone.
pub(crate) fn shrinks(before: usize, after: usize) -> bool {
    after * 100 < before * 98
}

/// Lists the policies that were added, removed or updated.
pub(crate) fn print_policies(old: &ManagedPolicies<'_>, new: &ManagedPolicies<'_>) {
    let changes = policies(old, new);
    println!("{} changes against the committed file", changes.len());
    for change in changes {
        println!("  {change}");
    }
}

/// Lists the services that were added or removed.
pub(crate) fn print_services(old: &[&str], new: &[String]) {
    let old: BTreeSet<&str> = old.iter().copied().collect();
    let new: BTreeSet<&str> = new.iter().map(String::as_str).collect();
    for service in old.symmetric_difference(&new) {
        println!("  {} {service}", if new.contains(service) { '+' } else { '-' });
    }
}

fn policies(old: &ManagedPolicies<'_>, new: &ManagedPolicies<'_>) -> Vec<String> {
    let mut before: BTreeMap<_, _> = old.iter().map(|policy| (policy.name(), policy)).collect();
    let mut changes = Vec::new();
    for policy in new.iter() {
        let name = policy.name();
        match before.remove(name) {
            None => changes.push(format!("+ {name} {}", policy.version_id())),
            Some(was) if was.version_id() != policy.version_id() => {
                changes.push(format!("~ {name} {} -> {}", was.version_id(), policy.version_id()));
            }
            Some(was) if was.document_json() != policy.document_json() || was.path() != policy.path() => {
                changes.push(format!("! {name} {} changed without a new version", was.version_id()));
            }
            Some(_) => {}
        }
    }
    changes.extend(before.into_keys().map(|name| format!("- {name}")));
    changes
}

#[cfg(test)]
mod tests {
    use super::super::pack::pack;
    use super::*;

    fn policy(name: &str, version_id: &str, sid: &str) -> Policy {
        Policy {
            name: name.to_owned(),
            path: "/".to_owned(),
            version_id: version_id.to_owned(),
            create_date: "2015-02-06T18:40:59+00:00".to_owned(),
            update_date: "2015-02-06T18:40:59+00:00".to_owned(),
            document: Json::Object(vec![("Sid".to_owned(), Json::String(sid.to_owned()))]),
        }
    }

    #[test]
    fn changes_name_each_policy_once() {
        let old =
            [policy("A", "v1", "x"), policy("B", "v1", "x"), policy("C", "v1", "x"), policy("D", "v1", "x")];
        let new =
            [policy("A", "v1", "x"), policy("B", "v2", "y"), policy("C", "v1", "y"), policy("E", "v1", "x")];
        let (old, new) = (pack(&old, "p 1").unwrap(), pack(&new, "p 2").unwrap());
        let read = |bytes| ManagedPolicies::from_bytes(bytes).unwrap();
        assert_eq!(
            policies(&read(&old), &read(&new)),
            ["~ B v1 -> v2", "! C v1 changed without a new version", "+ E v1", "- D"]
        );
        assert!(same_as_source(&read(&old), &[policy("A", "v1", "x")]).is_err());
    }

    #[test]
    fn two_per_cent_may_go() {
        assert!(!shrinks(0, 0) && !shrinks(100, 98) && !shrinks(10, 20));
        assert!(shrinks(100, 97) && shrinks(62, 60));
    }
}
