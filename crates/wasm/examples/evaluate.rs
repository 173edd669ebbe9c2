//! How long the native engine takes for what a file asks, for the page's benchmark, which asks WebAssembly the same:
//! nanoseconds for a cell of a matrix and for a report. `cargo run --release -p sayso-wasm --example evaluate -- ASK.json`
//! with `{"documents": {NAME: TEXT}, "case": CASE, "rows": [ARN], "columns": [ACTION]}`

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use sayso_wasm::Session;
use serde::Deserialize;
use serde_json::Value;

const REPORTS: u32 = 200;
const ROUNDS: usize = 15;

#[derive(Deserialize)]
struct Ask {
    documents: BTreeMap<String, String>,
    case: Value,
    rows: Vec<String>,
    columns: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("usage: evaluate ASK.json")?;
    let ask: Ask = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let services = include_bytes!("../../catalog/data/services.bin");
    let catalogue = [sayso_catalog::tables().as_bytes(), &sayso_catalog::pack(services)?].concat();
    let mut session = Session::new(&catalogue)?;
    for (name, text) in ask.documents {
        session.open(&name, text);
    }
    let case = ask.case.to_string();
    let (rows, columns) = (serde_json::to_string(&ask.rows)?, serde_json::to_string(&ask.columns)?);
    let cell = median(|| session.matrix(&case, "resource", &rows, &columns).map(|cells| cells.len()))?;
    let report = median(|| (0..REPORTS).try_fold(0, |count, _| session.report(&case).map(|_| count + 1)))?;
    println!("{}", serde_json::json!({ "cell": cell, "report": report }));
    Ok(())
}

/// The median of several rounds' nanoseconds for each of what a round makes.
fn median(round: impl Fn() -> Result<usize, String>) -> Result<f64, String> {
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let made = round()?;
        times.push(start.elapsed().as_secs_f64() * 1e9 / f64::from(u32::try_from(made).unwrap_or(u32::MAX)));
    }
    times.sort_by(f64::total_cmp);
    Ok(times.get(ROUNDS / 2).copied().unwrap_or_default())
}
