//! What whole accounts are read from: dumps, organizations, resource policies, reports, trails.

use std::sync::OnceLock;

use sayso::account::{Inventory, InventoryBuilder, NoLoader};
use sayso::replay::{Changes, Replay};
use sayso::{Action, Context, Diagnostic, Limits, Source, json};
use sayso_catalog::ManagedPolicies;

use crate::support::check;

/// Smaller than those of the command line, so that they are met.
const LIMITS: Limits = Limits { bytes: 1500, depth: 16, statements: 4 };

/// Users and roles that are asked about: lists multiply, and the rest is no different.
const MOST: usize = 3;

/// Any bytes as a file of an account end in an inventory that can be asked and in faults that can be shown. The first
/// byte is the kind of file.
pub fn account(data: &[u8]) {
    let Some((kind, data)) = data.split_first() else { return };
    if *kind == b't' {
        return trail(data);
    }
    let Ok(source) = Source::from_bytes("list-accounts-for-parent.r-ab12.json", data.to_vec()) else {
        return;
    };
    let mut builder = InventoryBuilder::new(LIMITS);
    match kind {
        b'c' => return sayso_cli::credential_report_faults(&source).iter().for_each(check::diagnostic),
        b'a' => return sayso_cli::last_accessed_faults(&source).iter().for_each(check::diagnostic),
        b'o' => builder.add_organization(&source, &NoLoader),
        b'l' => builder.add_organization_listings(std::slice::from_ref(&source)),
        b'r' => builder.add_resource_policies(&source, &NoLoader),
        _ => {
            beginning(&source);
            builder.add_dump(&source);
        }
    }
    let (inventory, faults) = builder.finish(&ManagedPolicies::embedded());
    for fault in &faults {
        within(&source, fault);
    }
    ask(&inventory);
}

fn within(source: &Source, fault: &Diagnostic) {
    check::diagnostic(fault);
    let end = fault.span.end as usize;
    assert!(fault.source.name() != source.name() || end <= source.text().len(), "{fault} is beyond the text");
}

/// What is kept of a broken text parses and is its beginning, but for what closes it.
fn beginning(source: &Source) {
    let Err(fault) = json::parse(source, &LIMITS) else { return };
    for levels in 1..4 {
        let Some(kept) = json::beginning(source, fault.span, levels) else { continue };
        assert!(json::parse(&kept, &LIMITS).is_ok(), "{:?}", kept.text());
        let own = kept.text().trim_end_matches(['}', ']']);
        assert!(source.text().starts_with(own), "{:?}", kept.text());
    }
}

fn ask(inventory: &Inventory) {
    let (Ok(read), Ok(assume)) = (Action::new("s3:GetObject"), Action::new("sts:AssumeRole")) else { return };
    let context = Context::unknown();
    for entity in inventory.entities().take(MOST) {
        assert!(inventory.entity(&entity.arn).is_ok(), "{}", entity.arn);
        for (action, resource) in [(&read, "arn:aws:s3:::reports/q3.csv"), (&assume, entity.arn.as_str())] {
            let question = inventory.ask(entity, "session", action, resource, &context);
            let decision = question.decide();
            for gap in inventory.gaps(entity, &question, decision) {
                assert!(!gap.to_string().is_empty());
            }
        }
    }
}

/// Events are replayed, whatever is between them.
fn trail(data: &[u8]) {
    static INVENTORY: OnceLock<Inventory> = OnceLock::new();
    let inventory = INVENTORY.get_or_init(sayso::account::sample);
    let changes = Changes::default();
    let mut replay = Replay::new(inventory, &changes);
    let mut each = |event: &str| replay.event(event).map_err(|error| error.to_string());
    for (line, column, message) in sayso_cli::trail_faults(data, &mut each) {
        assert!(line > 0 && column > 0 && !message.is_empty());
        assert!(data.first() == Some(&0x1f) || column <= data.len() + 1, "column {column} of {}", data.len());
    }
    let tally = replay.finish();
    assert!(tally.decided <= tally.calls && tally.calls <= tally.events);
}
