//! Writes the service reference that `sayso_catalog` reads: its `reference.rs` describes the format.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context, Result, bail, ensure};

use super::bytes::{table, varint};
use super::services::{Action, ResourceType, Service};
use super::text::Text;

const MAGIC: &[u8] = b"sayso-services\0\x01";
const LEVELS: [&str; 5] = ["List", "Read", "Tagging", "Write", "Permissions management"];
const TYPES: [&str; 6] = ["String", "ARN", "Bool", "Numeric", "Date", "IPAddress"];
const MULTIVALUED: u8 = 0x10;

/// The packed file of these services, which are sorted by prefix.
pub(crate) fn pack(services: &[Service], date: &str, source: &str) -> Result<Vec<u8>> {
    let strings = strings(services);
    let mut packer = Packer {
        text: Text::new(&strings),
        keys: Keys::new(services),
        dependents: dependents(services),
        lists: Interned::default(),
        shapes: Interned::default(),
        services: Vec::new(),
        actions: Vec::new(),
        types: Vec::new(),
    };
    packer.lists.number(Vec::new())?;
    for service in services {
        packer.service(service).with_context(|| format!("service `{}`", service.prefix))?;
    }
    packer.file(date, source)
}

struct Packer<'a> {
    text: Text<'a>,
    keys: Keys<'a>,
    dependents: Vec<&'a str>,
    lists: Interned,
    shapes: Interned,
    services: Vec<Vec<u8>>,
    actions: Vec<Vec<u8>>,
    types: Vec<Vec<u8>>,
}

impl Packer<'_> {
    fn service(&mut self, service: &Service) -> Result<()> {
        let types: Vec<&String> = in_order(service.types.keys());
        for name in &types {
            let resource_type = service.types.get(*name).context("a type is gone")?;
            let row = self.resource_type(service, name, resource_type)?;
            self.types.push(row);
        }
        for name in in_order(service.actions.keys()) {
            let action = service.actions.get(name).context("an action is gone")?;
            let shape = self.shape(service, &types, action).with_context(|| format!("action `{name}`"))?;
            let mut row = self.text.reference(name)?.to_vec();
            row.extend(self.shapes.number(shape)?);
            self.actions.push(row);
        }
        let mut row = self.text.reference(&service.prefix)?.to_vec();
        row.extend(self.text.reference(&service.name)?);
        row.extend(bytes::<3>(self.actions.len())?);
        row.extend(bytes::<2>(self.types.len())?);
        row.extend(self.key_list(service, service.keys.keys())?);
        self.services.push(row);
        Ok(())
    }

    fn resource_type(&mut self, service: &Service, name: &str, of: &ResourceType) -> Result<Vec<u8>> {
        ensure!(!of.arns.is_empty(), "resource type `{name}` has no ARN");
        let mut row = self.text.reference(name)?.to_vec();
        let patterns: Result<Vec<[u8; 4]>> = of.arns.iter().map(|arn| self.text.reference(arn)).collect();
        row.extend(self.lists.number(patterns?.concat())?);
        row.extend(self.key_list(service, of.keys.iter())?);
        Ok(row)
    }

    fn shape(&mut self, service: &Service, types: &[&String], action: &Action) -> Result<Vec<u8>> {
        let mut levels = 0;
        for level in &action.levels {
            let bit = LEVELS.iter().position(|known| known == level);
            levels |= 1 << bit.with_context(|| format!("`{level}` is no access level"))?;
        }
        ensure!(levels != 0, "it has no access level");
        let mut resources = Vec::new();
        for resource in &action.resources {
            let index = types.iter().position(|name| **name == resource.name);
            let index = index.with_context(|| format!("`{}` is no resource type", resource.name))?;
            varint(&mut resources, index as u64 * 2 + u64::from(resource.required));
            let keys = self.key_list(service, resource.keys.iter())?;
            varint(&mut resources, u64::from(u16::from_le_bytes(keys)));
        }
        let mut dependents = Vec::new();
        for name in &action.dependents {
            let index = self.dependents.binary_search(&name.as_str()).ok().context("a dependent is gone")?;
            varint(&mut dependents, index as u64);
        }
        let mut shape = vec![levels];
        shape.extend(self.lists.number(resources)?);
        shape.extend(self.key_list(service, action.keys.iter())?);
        shape.extend(self.lists.number(dependents)?);
        Ok(shape)
    }

    fn key_list<'k>(&mut self, of: &Service, keys: impl Iterator<Item = &'k String>) -> Result<[u8; 2]> {
        let mut list = Vec::new();
        for key in keys {
            varint(&mut list, self.keys.number(of, key)? as u64);
        }
        self.lists.number(list)
    }

    fn file(mut self, date: &str, source: &str) -> Result<Vec<u8>> {
        let (mut keys, mut patterns) = (Vec::new(), Vec::new());
        for (index, (name, value_type)) in self.keys.rows.iter().enumerate() {
            let mut row = self.text.reference(name)?.to_vec();
            row.push(packed_type(value_type)?);
            keys.push(row);
            if name.contains(['$', '<']) {
                patterns.push(bytes::<2>(index)?.to_vec());
            }
        }
        let dependents = std::mem::take(&mut self.dependents).into_iter();
        let dependents: Result<Vec<_>> = dependents.map(|it| Ok(self.text.reference(it)?.to_vec())).collect();

        let mut file = MAGIC.to_vec();
        table(&mut file, &[date, source])?;
        file.extend(bytes::<4>(self.text.bytes.len())?);
        file.extend(self.text.bytes.as_bytes());
        let tables =
            [self.services, self.actions, self.shapes.entries, self.types, keys, patterns, dependents?];
        for rows in tables {
            file.extend(bytes::<4>(rows.len())?);
            file.extend(rows.concat());
        }
        table(&mut file, &self.lists.entries)?;
        Ok(file)
    }
}

/// Entries that are written once each, and their numbers.
#[derive(Default)]
struct Interned {
    numbers: HashMap<Vec<u8>, usize>,
    entries: Vec<Vec<u8>>,
}

impl Interned {
    fn number(&mut self, entry: Vec<u8>) -> Result<[u8; 2]> {
        let next = self.entries.len();
        let number = *self.numbers.entry(entry).or_insert_with_key(|entry| {
            self.entries.push(entry.clone());
            next
        });
        bytes(number)
    }
}

/// Every key with its type. Where services disagree about one, each has its own; the first is that of the
/// service whose prefix the key has.
struct Keys<'a> {
    rows: Vec<(&'a str, &'a str)>,
    numbers: BTreeMap<(&'a str, &'a str), usize>,
    /// The first row of each key.
    first: BTreeMap<&'a str, usize>,
}

impl<'a> Keys<'a> {
    fn new(services: &'a [Service]) -> Self {
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
    fn number(&self, service: &Service, key: &str) -> Result<usize> {
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

fn dependents(services: &[Service]) -> Vec<&str> {
    let actions = services.iter().flat_map(|service| service.actions.values());
    let all: BTreeSet<&str> =
        actions.flat_map(|action| action.dependents.iter().map(String::as_str)).collect();
    all.into_iter().collect()
}

fn strings(services: &[Service]) -> BTreeSet<&str> {
    let mut strings: BTreeSet<&str> = dependents(services).into_iter().collect();
    for service in services {
        strings.extend([service.prefix.as_str(), &service.name]);
        strings.extend(service.actions.keys().chain(service.types.keys()).map(String::as_str));
        strings.extend(service.types.values().flat_map(|it| &it.arns).map(String::as_str));
        strings.extend(used_keys(service));
    }
    strings
}

/// Names as the readers search them: whatever the case.
fn in_order<'a>(names: impl Iterator<Item = &'a String>) -> Vec<&'a String> {
    let mut names: Vec<&String> = names.collect();
    names.sort_by_key(|name| name.to_ascii_lowercase());
    names
}

fn packed_type(name: &str) -> Result<u8> {
    let (single, flag) = name.strip_prefix("ArrayOf").map_or((name, 0), |single| (single, MULTIVALUED));
    match TYPES.iter().zip(0..).find(|(known, _)| **known == single) {
        Some((_, number)) => Ok(number | flag),
        None => bail!("`{name}` is no type of a condition key"),
    }
}

/// A number of `N` bytes, little end first.
fn bytes<const N: usize>(number: usize) -> Result<[u8; N]> {
    let all = u64::try_from(number)?.to_le_bytes();
    let (low, high) = all.split_first_chunk().context("a number has eight bytes at most")?;
    ensure!(high.iter().all(|byte| *byte == 0), "{number} takes more than {N} bytes");
    Ok(*low)
}
