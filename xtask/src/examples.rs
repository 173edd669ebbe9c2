//! Every public item of the library crates has an example that `cargo test` runs.
//!
//! rustdoc counts examples itself (`--show-coverage`), but not those of an item that is public by a
//! re-export alone, and it names none that is missing. So this reads the documentation as JSON, which
//! holds the items that a user of the crate can reach and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use serde_json::Value;

const LIBRARIES: [&str; 2] = ["sayso", "sayso-catalog"];
/// Kinds of items that do something. Fields, variants, constants and modules are shown by these.
const KINDS: [&str; 6] = ["enum", "function", "macro", "struct", "trait", "union"];
/// The format this was written for; what it needs of it has been the same since Rust 1.80.
const FORMAT: u64 = 57;

pub(crate) fn run() -> Result<()> {
    let mut bare = BTreeMap::<String, Vec<String>>::new();
    for library in LIBRARIES {
        let json = documentation(library)?;
        let version = json.get("format_version").cloned().unwrap_or_default();
        let found = examine(json, &mut bare).with_context(|| {
            format!(
                "rustdoc's JSON of {library} is not as expected: its format is {version}, this chore reads \
                 format {FORMAT} (`index`: items with `crate_id`, `docs`, `span` and an `inner` of one kind)"
            )
        })?;
        println!("{library}: {found} public items");
    }
    if bare.is_empty() {
        return Ok(());
    }
    for (file, items) in &bare {
        eprintln!("{file}: {} without example: {}", items.len(), items.join(", "));
    }
    bail!("{} public items have no example", bare.values().map(Vec::len).sum::<usize>())
}

/// What rustdoc says of a library, as JSON.
///
/// The JSON is unstable, and a stable toolchain gives it only with `RUSTC_BOOTSTRAP=1`. Build scripts look
/// at that variable, so that every build before and after would be made anew: hence a folder apart.
fn documentation(library: &str) -> Result<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/examples");
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["rustdoc", "--quiet", "--lib", "--package", library, "--target-dir"])
        .arg(&folder)
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .env("RUSTC_BOOTSTRAP", "1")
        .status()
        .context("cargo does not start")?;
    if !status.success() {
        bail!("rustdoc gives no JSON: expected `--output-format json` to work with `RUSTC_BOOTSTRAP=1`");
    }
    let file = folder.join("doc").join(library.replace('-', "_")).with_extension("json");
    let text = fs::read(&file).with_context(|| format!("expected rustdoc to write {}", file.display()))?;
    Ok(serde_json::from_slice(&text)?)
}

/// Counts the public items of a crate and notes those without example, by file.
fn examine(library: Value, bare: &mut BTreeMap<String, Vec<String>>) -> Result<usize> {
    let library: Library = serde_json::from_value(library)?;
    let mut of_traits = BTreeSet::new();
    let mut owners = BTreeMap::new();
    for item in library.index.values() {
        if let Some(inner) = item.inner.get("impl") {
            let inner = Impl::deserialize(inner)?;
            let members = inner.items.iter().map(u32::to_string);
            match inner.of_trait {
                // What a trait's method does is told by the trait.
                Some(_) => of_traits.extend(members),
                None => owners.extend(members.map(|member| (member, inner.owner()))),
            }
        }
    }
    let mut found = 0;
    let reached = library.index.iter().filter(|(id, item)| item.is_public() && !of_traits.contains(*id));
    for (id, item) in reached {
        found += 1;
        if !has_example(item.docs.as_deref().unwrap_or_default()) {
            let owner = owners.get(id).cloned().unwrap_or_default();
            let name = owner + item.name.as_deref().context("an item without `name`")?;
            let file = item.span.as_ref().context("an item without `span`")?.filename.clone();
            bare.entry(file).or_default().push(name);
        }
    }
    if found == 0 {
        bail!("no public item");
    }
    Ok(found)
}

/// What is needed of rustdoc's JSON.
#[derive(Deserialize)]
struct Library {
    index: BTreeMap<String, Item>,
}

#[derive(Deserialize)]
struct Item {
    crate_id: u32,
    name: Option<String>,
    docs: Option<String>,
    span: Option<Place>,
    /// One entry: the kind.
    inner: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct Place {
    filename: String,
}

#[derive(Deserialize)]
struct Impl {
    items: Vec<u32>,
    #[serde(rename = "trait")]
    of_trait: Option<Value>,
    #[serde(rename = "for")]
    target: Value,
}

impl Item {
    fn is_public(&self) -> bool {
        self.crate_id == 0 && KINDS.iter().any(|kind| self.inner.contains_key(*kind))
    }
}

impl Impl {
    /// `Policy::`
    fn owner(&self) -> String {
        let path = self.target.pointer("/resolved_path/path").and_then(Value::as_str).unwrap_or_default();
        format!("{}::", path.rsplit("::").next().unwrap_or_default())
    }
}

/// Whether a documentation has a block that is run: one that names a language, or `no_run`, is not.
fn has_example(docs: &str) -> bool {
    let fences = docs.lines().map(str::trim).filter(|line| line.starts_with("```"));
    fences.step_by(2).any(|fence| fence == "```")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A type with an example, a method without, and a trait's method that needs none.
    fn sample() -> Value {
        let item = |kind: &str, inner: Value, name: &str, docs: &str| {
            let span = json!({"filename": "src/a.rs"});
            json!({"crate_id": 0, "name": name, "docs": docs, "span": span, "inner": {kind: inner}})
        };
        json!({"format_version": FORMAT, "index": {
            "1": item("struct", json!({}), "Policy", "A policy.\n\n```\nassert!(true);\n```"),
            "2": item("function", json!({}), "named", "Names it.\n\n```text\na\n```"),
            "3": item("function", json!({}), "fmt", ""),
            "4": item("impl", json!({"trait": null, "items": [2],
                "for": {"resolved_path": {"path": "crate::Policy"}}}), "", ""),
            "5": item("impl", json!({"trait": {"path": "Display"}, "items": [3], "for": {}}), "", ""),
        }})
    }

    #[test]
    fn what_has_no_example_is_named_with_its_type_and_file() {
        let mut bare = BTreeMap::new();
        assert_eq!(examine(sample(), &mut bare).unwrap(), 2);
        assert_eq!(bare, BTreeMap::from([("src/a.rs".to_owned(), vec!["Policy::named".to_owned()])]));
    }

    #[test]
    fn another_format_is_an_error_and_not_a_pass() {
        for other in [json!({}), json!({"index": {}}), json!({"index": {"1": {"crate_id": 0}}})] {
            assert!(examine(other.clone(), &mut BTreeMap::new()).is_err(), "{other}");
        }
    }

    #[test]
    fn only_blocks_that_run_are_examples() {
        assert!(has_example("text\n\n```text\na\n```\n\n```\nb\n```"));
        for docs in ["", "```no_run\na\n```", "```text\na\n```"] {
            assert!(!has_example(docs), "{docs}");
        }
    }
}
