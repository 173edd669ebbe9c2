//! Runs one stage so many times, for a tool that counts its instructions: `cargo xtask instructions`.
//!
//! Without arguments it lists the stages: name, item, how many passes to measure.

use std::env;
use std::process::ExitCode;

use sayso_benches::stages::{STAGES, Stage};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ran = match arguments.as_slice() {
        [] => {
            for stage in STAGES {
                println!("{}\t{}\t{}", stage.name, stage.item, stage.passes);
            }
            Ok(())
        }
        [name, passes] => run(name, passes),
        _ => Err("usage: instructions [STAGE PASSES]".to_owned()),
    };
    ran.map_or_else(
        |why| {
            eprintln!("{why}");
            ExitCode::from(2)
        },
        |()| ExitCode::SUCCESS,
    )
}

/// Runs the passes and prints how many items one has.
fn run(name: &str, passes: &str) -> Result<(), String> {
    let passes: u32 = passes.parse().map_err(|_| format!("`{passes}` is no number of passes"))?;
    let stage = Stage::named(name).ok_or_else(|| format!("`{name}` is no stage"))?;
    let pass = stage.set_up().ok_or("the corpus is damaged")?;
    for _ in 0..passes {
        if !pass.run() {
            return Err(format!("`{name}` came out wrong"));
        }
    }
    println!("{}", pass.items);
    Ok(())
}
