//! The native engine's report of every case of a file, for the page's tests: an array of `[case, report]`, both as
//! text. `cargo run -p sayso-wasm --example reports -- tests/vectors/decisions.json`

use std::error::Error;

use sayso_wasm::Session;
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("usage: reports CASES.json")?;
    let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let services = include_bytes!("../../catalog/data/services.bin");
    let catalogue = [sayso_catalog::tables().as_bytes(), &sayso_catalog::pack(services)?].concat();
    let session = Session::new(&catalogue)?;
    let pairs = cases.iter().map(|case| {
        let case = case.to_string();
        let report = session.report(&case)?;
        Ok([case, report])
    });
    let pairs: Vec<[String; 2]> = pairs.collect::<Result<_, String>>()?;
    println!("{}", serde_json::to_string(&pairs)?);
    Ok(())
}
