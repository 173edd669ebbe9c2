//! Writes the service reference that `sayso_catalog` reads: its `reference.rs` describes the format.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context, Result, bail, ensure};

use super::bytes::{table, varint};
use super::keys::Keys;
use super::services::{Action, ResourceType, Service};
use super::text::Text;

const MAGIC: &[u8] = b"sayso-services\0\x01";
const LEVELS: [&str; 5] = ["List", "Read", "Tagging", "Write", "Permissions management"];
const TYPES: [&str; 6] = ["String", "ARN", "Bool", "Numeric", "Date", "IPAddress"];
const MULTIVALUED: u8 = 0x10;

/// The packed file of these services, which are sorted by prefix.
pub(crate) fn pack(services: &[Service], date: &str, source: &str) -> Result<Vec<u8>> {
    let mut packer = Packer {
        text: Text::default(),
        keys: Keys::new(services),
        dependents: dependents(services),
        lists: Interned::default(),
        shapes: Interned::default(),
        services: Vec::new(),
        actions: Vec::new(),
        types: Vec::new(),
    };
    packer.number_lists(services)?;
    for service in services {
        packer.service(service).with_context(|| format!("service `{}`", service.prefix))?;
    }
    // There and back: its strings get the order in which they compress best.
    Ok(sayso_catalog::unpack(&sayso_catalog::pack(&packer.file(date, source)?)?)?)
}

struct Packer<'a> {
    text: Text,
    keys: Keys<'a>,
    dependents: Vec<&'a str>,
    lists: Interned,
    shapes: Interned,
    services: Vec<Vec<u8>>,
    actions: Vec<Vec<u8>>,
    types: Vec<Vec<u8>>,
}

impl Packer<'_> {
    /// Numbers the lists in the order of the columns that name them, where most numbers then are the next one.
    fn number_lists(&mut self, services: &[Service]) -> Result<()> {
        self.lists.number(Vec::new())?;
        let types = || services.iter().flat_map(|of| in_order(&of.types).into_iter().map(move |it| (of, it)));
        let actions =
            || services.iter().flat_map(|of| in_order(&of.actions).into_iter().map(move |it| (of, it)));
        for (_, (_, it)) in types() {
            self.patterns(it)?;
        }
        for (service, (_, it)) in types() {
            self.key_list(service, it.keys.iter())?;
        }
        for (service, (_, it)) in actions() {
            for resource in &it.resources {
                self.key_list(service, resource.keys.iter())?;
            }
        }
        for (service, (_, it)) in actions() {
            self.resources(service, it)?;
        }
        for (service, (_, it)) in actions() {
            self.key_list(service, it.keys.iter())?;
        }
        for (_, (_, it)) in actions() {
            self.dependents(it)?;
        }
        Ok(())
    }

    fn service(&mut self, service: &Service) -> Result<()> {
        for (name, it) in in_order(&service.types) {
            ensure!(!it.arns.is_empty(), "resource type `{name}` has no ARN");
            let mut row = self.text.reference(name)?.to_vec();
            row.extend(self.patterns(it)?);
            row.extend(self.key_list(service, it.keys.iter())?);
            self.types.push(row);
        }
        for (name, action) in in_order(&service.actions) {
            let shape = self.shape(service, action).with_context(|| format!("action `{name}`"))?;
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

    fn shape(&mut self, service: &Service, action: &Action) -> Result<Vec<u8>> {
        let mut levels = 0;
        for level in &action.levels {
            let bit = LEVELS.iter().position(|known| known == level);
            levels |= 1 << bit.with_context(|| format!("`{level}` is no access level"))?;
        }
        ensure!(levels != 0, "it has no access level");
        let mut shape = vec![levels];
        shape.extend(self.resources(service, action)?);
        shape.extend(self.key_list(service, action.keys.iter())?);
        shape.extend(self.dependents(action)?);
        Ok(shape)
    }

    fn patterns(&mut self, of: &ResourceType) -> Result<[u8; 2]> {
        let patterns: Result<Vec<[u8; 4]>> = of.arns.iter().map(|arn| self.text.reference(arn)).collect();
        self.lists.number(patterns?.concat())
    }

    fn resources(&mut self, service: &Service, of: &Action) -> Result<[u8; 2]> {
        let types = in_order(&service.types);
        let mut list = Vec::new();
        for resource in &of.resources {
            let index = types.iter().position(|(name, _)| **name == resource.name);
            let index = index.with_context(|| format!("`{}` is no resource type", resource.name))?;
            varint(&mut list, index as u64 * 2 + u64::from(resource.required));
            let keys = self.key_list(service, resource.keys.iter())?;
            varint(&mut list, u64::from(u16::from_le_bytes(keys)));
        }
        self.lists.number(list)
    }

    fn dependents(&mut self, of: &Action) -> Result<[u8; 2]> {
        let mut list = Vec::new();
        for name in &of.dependents {
            let index = self.dependents.binary_search(&name.as_str()).ok().context("a dependent is gone")?;
            varint(&mut list, index as u64);
        }
        self.lists.number(list)
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

fn dependents(services: &[Service]) -> Vec<&str> {
    let actions = services.iter().flat_map(|service| service.actions.values());
    let all: BTreeSet<&str> =
        actions.flat_map(|action| action.dependents.iter().map(String::as_str)).collect();
    all.into_iter().collect()
}

/// By name, as the readers search: whatever the case.
fn in_order<T>(named: &BTreeMap<String, T>) -> Vec<(&String, &T)> {
    let mut named: Vec<_> = named.iter().collect();
    named.sort_by_cached_key(|(name, _)| name.to_ascii_lowercase());
    named
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
