//! The condition keys of all services, numbered as the packed file has them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::services::Service;

/// Every key with its type. Where services disagree about one, each has its own; the first is that of the
/// service whose prefix the key has.
pub(super) struct Keys<'a> {
    pub(super) rows: Vec<(&'a str, &'a str)>,
    numbers: BTreeMap<(&'a str, &'a str), usize>,
    /// The first row of each key.
    first: BTreeMap<&'a str, usize>,
}

impl<'a> Keys<'a> {
    pub(super) fn new(services: &'a [Service]) -> Self {
        let mut owners: BTreeMap<(&str, &str), bool> = BTreeMap::new();
        for service in services {
            let prefix = format!("{}:", service.prefix);
            for (key, value_type) in &service.keys {
                *owners.entry((key, value_type)).or_default() |= key.starts_with(&prefix);
            }
        }
        // Keys that no service lists, though an action of it does, are taken for text.
        let used = services.iter().flat_map(used_keys);
        let listed: BTreeSet<&str> = owners.keys().map(|(key, _)| *key).collect();
        let unlisted: Vec<&str> = used.filter(|key| !listed.contains(key)).collect();
        owners.extend(unlisted.into_iter().map(|key| ((key, "String"), true)));
        let mut rows: Vec<_> = owners.into_iter().collect();
        rows.sort_by_key(|((key, _), owned)| (key.to_ascii_lowercase(), !owned));
        let rows: Vec<_> = rows.into_iter().map(|(row, _)| row).collect();
        let numbers = rows.iter().copied().zip(0..).collect();
        let first = rows.iter().enumerate().rev().map(|(number, (key, _))| (*key, number)).collect();
        Self { rows, numbers, first }
    }

    /// The number of a key, of the type that this service gives it or else the first.
    pub(super) fn number(&self, service: &Service, key: &str) -> Result<usize> {
        let own = service.keys.get(key).and_then(|own| self.numbers.get(&(key, own.as_str())));
        let any = || self.first.get(key).copied();
        own.copied().or_else(any).with_context(|| format!("`{key}` is no condition key"))
    }
}

fn used_keys(service: &Service) -> impl Iterator<Item = &str> {
    let of_actions = service.actions.values().flat_map(|action| {
        action.keys.iter().chain(action.resources.iter().flat_map(|resource| &resource.keys))
    });
    let of_types = service.types.values().flat_map(|it| &it.keys);
    of_actions.chain(of_types).chain(service.keys.keys()).map(String::as_str)
}
