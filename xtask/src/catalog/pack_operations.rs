//! The operations as `operations.bin`; `sayso_catalog::Operations` has the layout.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

use super::bytes::{table, varint};
use super::operations::{Need, Needed};
use super::text::Text;

const MAGIC: &[u8] = b"saysoop\x01";

/// Operations by name in lower case: as written, and the number of what they need.
type Numbered<'a> = BTreeMap<String, (&'a str, usize)>;

/// The packed file. An operation that needs the action of its name for no resource of its own is left out: the
/// service reference says as much.
pub(super) fn pack(operations: &[Needed], source: &str) -> Result<Vec<u8>> {
    let mut text = Text::default();
    let mut needs: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let mut entries: Vec<Vec<u8>> = Vec::new();
    let mut services: BTreeMap<&str, (&str, Numbered<'_>)> = BTreeMap::new();
    for operation in operations {
        let Some(prefix) = operation.prefix.as_deref() else { continue };
        let plain = format!("{prefix}:{}", operation.name);
        if let [need] = operation.needs.as_slice()
            && need.action == plain
            && need.resources.is_empty()
        {
            continue;
        }
        let entry = entry(&operation.needs, &plain, &mut text)?;
        let number = *needs.entry(entry.clone()).or_insert_with(|| {
            entries.push(entry);
            entries.len() - 1
        });
        let (_, rows) = services.entry(&operation.service).or_insert((prefix, BTreeMap::new()));
        rows.insert(operation.name.to_ascii_lowercase(), (&operation.name, number));
    }
    let (mut service_rows, mut rows) = (Vec::new(), Vec::new());
    for (service, (prefix, operations)) in &services {
        for (name, number) in operations.values() {
            rows.extend(text.reference(name)?);
            rows.extend(u16::try_from(*number)?.to_le_bytes());
        }
        service_rows.extend(text.reference(service)?);
        service_rows.extend(text.reference(prefix)?);
        service_rows.extend(u32::try_from(rows.len() / 6)?.to_le_bytes());
    }
    ensure!(!rows.is_empty(), "there are no operations");
    let mut out = MAGIC.to_vec();
    table(&mut out, &[source])?;
    counted(&mut out, text.bytes.as_bytes(), 1)?;
    counted(&mut out, &service_rows, 12)?;
    counted(&mut out, &rows, 6)?;
    table(&mut out, &entries)?;
    Ok(out)
}

fn counted(out: &mut Vec<u8>, bytes: &[u8], width: usize) -> Result<()> {
    out.extend(u32::try_from(bytes.len() / width)?.to_le_bytes());
    out.extend(bytes);
    Ok(())
}

/// The actions: name (empty for the operation's own), how many templates, for each its type, its first five fields
/// and the rest.
fn entry(needs: &[Need], plain: &str, text: &mut Text) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    for need in needs {
        let action = if need.action == plain { "" } else { need.action.as_str() };
        out.extend(text.reference(action)?);
        let templates: Vec<(&str, &str)> = need
            .resources
            .iter()
            .flat_map(|(kind, templates)| templates.iter().map(|it| (kind.as_str(), it.as_str())))
            // Some of iam-dataset's hold a list of all that could be.
            .filter(|(_, template)| template.len() < 256)
            .collect();
        varint(&mut out, templates.len() as u64);
        for (kind, template) in templates {
            let fields = template.match_indices(':').nth(4).map_or(0, |(colon, _)| colon + 1);
            let (head, tail) = template.split_at_checked(fields).unwrap_or(("", template));
            for part in [kind, head, tail] {
                out.extend(text.reference(part)?);
            }
        }
    }
    Ok(out)
}
