//! Writes what `sayso_catalog` reads: the format is described in that crate, in `managed.rs` and `print.rs`.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result, ensure};

use super::bytes::{blocks, signed, table, varint};
use super::json::Json;
use super::sources::Policy;

const MAGIC: &[u8] = b"sayso-managed\0\0\x01";
/// This many strings come first in the pool, by use, so that their numbers are short.
const FREQUENT: usize = 128;

/// The packed file of these policies, which are sorted by name whatever the case.
pub(crate) fn pack(policies: &[Policy], source: &str) -> Result<Vec<u8>> {
    let newest = policies.iter().flat_map(|policy| [&policy.create_date, &policy.update_date]).max();
    let (date, _) = newest.and_then(|date| date.split_once('T')).context("no policy has a date")?;
    let labels: BTreeSet<&str> =
        policies.iter().flat_map(|policy| [policy.path.as_str(), &policy.version_id]).collect();
    let labels: Vec<&str> = labels.into_iter().collect();
    let strings = pool_order(policies);
    let mut packer = Packer::new(&strings, &labels);

    let mut records = Vec::new();
    for policy in policies {
        packer.policy(policy).with_context(|| policy.name.clone())?;
        records.push(std::mem::take(&mut packer.out));
    }
    let names: Vec<&str> = policies.iter().map(|policy| policy.name.as_str()).collect();
    let mut file = MAGIC.to_vec();
    table(&mut file, &[date, source])?;
    table(&mut file, &names)?;
    table(&mut file, &labels)?;
    table(&mut file, &records)?;
    table(&mut file, &blocks(&strings))?;
    Ok(file)
}

struct Packer<'a> {
    strings: HashMap<&'a str, u64>,
    labels: HashMap<&'a str, u64>,
    out: Vec<u8>,
}

impl<'a> Packer<'a> {
    fn new(strings: &[&'a str], labels: &[&'a str]) -> Self {
        Self { strings: numbered(strings), labels: numbered(labels), out: Vec::new() }
    }

    fn policy(&mut self, policy: &Policy) -> Result<()> {
        for label in [&policy.path, &policy.version_id] {
            varint(&mut self.out, number(&self.labels, label)?);
        }
        for date in [&policy.create_date, &policy.update_date] {
            varint(&mut self.out, digits(date)?);
        }
        self.value(&policy.document)
    }

    fn value(&mut self, value: &Json) -> Result<()> {
        match value {
            Json::Null => self.head(0, 3),
            Json::Bool(value) => self.head(1 + u64::from(*value), 3),
            Json::Number(text) => {
                self.head(3, 3);
                varint(&mut self.out, number(&self.strings, text)?);
            }
            Json::String(text) => self.head(number(&self.strings, text)?, 0),
            Json::Array(items) => return self.array(items),
            Json::Object(members) => {
                self.head(members.len() as u64, 2);
                for (key, value) in members {
                    varint(&mut self.out, number(&self.strings, key)?);
                    self.value(value)?;
                }
            }
        }
        Ok(())
    }

    fn array(&mut self, items: &[Json]) -> Result<()> {
        let Some(texts) = all_strings(items) else {
            self.head(4, 3);
            varint(&mut self.out, items.len() as u64);
            return items.iter().try_for_each(|item| self.value(item));
        };
        self.head(texts.len() as u64, 1);
        let mut before = 0;
        for text in texts {
            let index = number(&self.strings, text)?.cast_signed();
            signed(&mut self.out, index - before);
            before = index;
        }
        Ok(())
    }

    /// A payload and the two bits that say what it is.
    fn head(&mut self, payload: u64, kind: u64) {
        varint(&mut self.out, payload << 2 | kind);
    }
}

fn all_strings(items: &[Json]) -> Option<Vec<&str>> {
    let texts =
        items.iter().map(|item| if let Json::String(text) = item { Some(text.as_str()) } else { None });
    texts.collect()
}

fn numbered<'a>(strings: &[&'a str]) -> HashMap<&'a str, u64> {
    strings.iter().copied().zip(0..).collect()
}

fn number(numbers: &HashMap<&str, u64>, text: &str) -> Result<u64> {
    numbers.get(text).copied().with_context(|| format!("`{text}` has no number"))
}

/// 2015-02-06T18:40:59+00:00 as 20150206184059.
fn digits(date: &str) -> Result<u64> {
    let local = date.strip_suffix("+00:00").with_context(|| format!("`{date}` is not in UTC"))?;
    let digits: String = local.chars().filter(char::is_ascii_digit).collect();
    ensure!(digits.len() == 14, "`{date}` is no date to the second");
    Ok(digits.parse()?)
}

/// Each string once: those used most outside lists, then the rest sorted, so that neighbours share much.
/// The entries of a list are written as steps from one to the next, which sorting keeps short.
fn pool_order(policies: &[Policy]) -> Vec<&str> {
    let mut uses = HashMap::new();
    for policy in policies {
        count_uses(&policy.document, 1, &mut uses);
    }
    let mut strings: Vec<(&str, usize)> = uses.into_iter().collect();
    strings.sort_by(|(a, a_uses), (b, b_uses)| b_uses.cmp(a_uses).then(a.cmp(b)));
    let mut strings: Vec<&str> = strings.into_iter().map(|(text, _)| text).collect();
    strings.get_mut(FREQUENT..).unwrap_or_default().sort_unstable();
    strings
}

fn count_uses<'a>(value: &'a Json, weight: usize, uses: &mut HashMap<&'a str, usize>) {
    match value {
        Json::Null | Json::Bool(_) => {}
        Json::Number(text) | Json::String(text) => *uses.entry(text).or_default() += weight,
        Json::Array(items) => items.iter().for_each(|item| count_uses(item, 0, uses)),
        Json::Object(members) => {
            for (key, value) in members {
                *uses.entry(key).or_default() += 1;
                count_uses(value, 1, uses);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use sayso_catalog::ManagedPolicies;

    use super::super::changes::same_as_source;
    use super::*;

    fn policy(name: &str, path: &str, document: &str) -> Policy {
        Policy {
            name: name.to_owned(),
            path: path.to_owned(),
            version_id: "v12".to_owned(),
            create_date: "2015-02-06T18:40:59+00:00".to_owned(),
            update_date: "2024-12-31T23:59:01+00:00".to_owned(),
            document: serde_json::from_str(document).unwrap(),
        }
    }

    const EVERY_KIND: &str = r#"{"z":["é\\ \"q\"\n\t\b\f\r\u0001",""],"a":[1,-2,true,[]],"none":null,"e":{},"b":{"z":"*","x":false}}"#;

    #[test]
    fn what_is_packed_reads_back() {
        let policies = [policy("Apple", "/", EVERY_KIND), policy("beta", "/service-role/", "{}")];
        let packed = pack(&policies, "package 1.2").unwrap();
        let read = ManagedPolicies::from_bytes(&packed).unwrap();
        same_as_source(&read, &policies).unwrap();
        assert_eq!((read.data_date(), read.source()), ("2024-12-31", "package 1.2"));
        assert_eq!(read.find("service-role/beta").unwrap().version_id(), "v12");
        assert_eq!(pack(&policies, "package 1.2").unwrap(), packed);
    }

    #[test]
    fn documents_print_one_item_a_line() {
        let policies = [policy("A", "/", EVERY_KIND)];
        let packed = pack(&policies, "p").unwrap();
        let text = ManagedPolicies::from_bytes(&packed).unwrap().find("A").unwrap().document_json();
        let expected = r#"{
    "z": [
        "é\\ \"q\"\n\t\b\f\r\u0001",
        ""
    ],
    "a": [
        1,
        -2,
        true,
        []
    ],
    "none": null,
    "e": {},
    "b": {
        "z": "*",
        "x": false
    }
}
"#;
        assert_eq!(text, expected);
    }

    #[test]
    fn many_strings_span_blocks() {
        let actions: Vec<String> = (0..3000).rev().map(|n| format!("\"s3:Action{n}\"")).collect();
        let document = format!("{{\"Action\":[{}]}}", actions.join(","));
        let policies = [policy("Long", "/", &document)];
        let packed = pack(&policies, "p").unwrap();
        same_as_source(&ManagedPolicies::from_bytes(&packed).unwrap(), &policies).unwrap();
    }

    #[test]
    fn what_the_format_can_not_hold_is_refused() {
        let local = Policy { create_date: "2015-02-06T18:40:59+01:00".to_owned(), ..policy("A", "/", "{}") };
        assert!(pack(&[local], "p").is_err());
        assert!(pack(&[], "p").is_err());
        let same = [policy("Name", "/", "{}"), policy("name", "/", "{}")];
        assert!(ManagedPolicies::from_bytes(&pack(&same, "p").unwrap()).is_err());
    }

    #[test]
    fn every_damage_to_a_small_catalog_is_survived() {
        let policies = [policy("Apple", "/", EVERY_KIND), policy("beta", "/service-role/", EVERY_KIND)];
        let packed = pack(&policies, "package 1.2").unwrap();
        for length in 0..packed.len() {
            assert!(ManagedPolicies::from_bytes(&packed[..length]).is_err(), "{length}");
        }
        for at in 0..packed.len() {
            for byte in 0..=u8::MAX {
                let mut damaged = packed.clone();
                damaged[at] = byte;
                if let Ok(read) = ManagedPolicies::from_bytes(&damaged) {
                    assert!(read.iter().all(|policy| !policy.document_json().is_empty()));
                }
            }
        }
    }

    #[test]
    fn a_document_nested_without_end_is_refused() {
        let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
        let packed = pack(&[policy("Deep", "/", &deep)], "p").unwrap();
        assert!(ManagedPolicies::from_bytes(&packed).is_err());
    }
}
