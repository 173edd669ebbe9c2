//! Real events, where the reference material is at hand: nearly all calls are of operations that the catalogue has.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use flate2::read::GzDecoder;
use sayso::cloudtrail::{Calls, Event};

/// The events of the sample: the members `event` of its lines.
fn events() -> Option<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/corpus/cloudtrail.jsonl.gz");
    let Ok(file) = File::open(&path) else {
        eprintln!("left out: {} is not there", path.display());
        return None;
    };
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    let event = |line: std::io::Result<String>| {
        let line: serde_json::Value = serde_json::from_str(&line.ok()?).ok()?;
        Some(line.get("event")?.to_string())
    };
    Some(lines.map(|line| event(line).unwrap_or_default()).collect())
}

#[test]
fn the_samples_calls_resolve() {
    let Some(events) = events() else { return };
    let mut calls = Calls::default();
    let (mut of_api, mut named, mut open) = (0, 0, 0);
    let mut unresolved: BTreeMap<String, usize> = BTreeMap::new();
    for event in &events {
        let event = Event::parse(event).unwrap();
        if !event.is_call() {
            continue;
        }
        of_api += 1;
        match calls.of(&event) {
            Ok(call) => {
                for asked in event.requests(&call).unwrap_or_default() {
                    assert!(!asked.request.resource.arn.is_empty());
                    if asked.open { open += 1 } else { named += 1 }
                }
            }
            Err(reason) => {
                *unresolved.entry(format!("{} {}: {reason}", event.source(), event.name())).or_default() += 1;
            }
        }
    }
    let lost: usize = unresolved.values().sum();
    println!(
        "{of_api} calls, {lost} not resolved: {unresolved:#?}\n{named} requests name their resource, {open} do not"
    );
    // Six do not say of which type they are.
    assert_eq!(of_api, 3_257 + 6);
    assert!(lost * 100 <= of_api, "{lost} of {of_api}");
    assert!(named > 2 * open, "{named} {open}");
}
