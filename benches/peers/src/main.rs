//! sayso against its rivals, in one run on one corpus: `cargo run --release -- --help`.

mod check;
mod engine;
mod engines;
mod json;
mod library;
mod machine;
mod options;
mod questions;
mod requirements;
mod results;
mod rounds;
mod table;

use std::env;
use std::fs;
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::engines::{Field, field};
use crate::machine::Machine;
use crate::options::{Options, USAGE};
use crate::questions::Questions;
use crate::requirements::{Requirement, requirements};
use crate::results::{Results, Row};

fn main() -> Result<ExitCode> {
    let options = Options::parse(env::args().skip(1))?;
    if options.help {
        print!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    }
    let corpus = sayso_benches::corpus().context("the corpus is damaged")?;
    let questions = Questions::new(&corpus)?;
    let field = field(&questions)?;
    if options.check { check(field, &questions) } else { run(field, &questions, &options) }
}

/// Compares decisions, and times nothing.
fn check(mut field: Field<'_>, questions: &Questions<'_>) -> Result<ExitCode> {
    let mut agree = true;
    for engine in &mut field.engines {
        let wrong = check::wrong(engine.as_mut(), questions)?;
        let verdict = if wrong.is_empty() { "decides as expected".to_owned() } else { wrong.join("; ") };
        println!("{} {}: {verdict}", engine.name(), engine.version());
        agree &= wrong.is_empty();
    }
    for why in &field.left_out {
        println!("left out: {why}");
    }
    Ok(if agree { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Measures, and shows what came out.
fn run(mut field: Field<'_>, questions: &Questions<'_>, options: &Options) -> Result<ExitCode> {
    let mut wrong = Vec::new();
    for engine in &mut field.engines {
        wrong.push(check::wrong(engine.as_mut(), questions)?);
    }
    let measures = rounds::measure(&mut field.engines, questions.all.len())?;
    let rows = field.engines.iter().zip(wrong).zip(measures);
    let rows = rows.map(|((engine, wrong), measures)| Row::new(engine.as_ref(), wrong, measures)).collect();
    let results = Results { machine: Machine::here(), rows, left_out: field.left_out };
    print!("{results}");
    let requirements = requirements(&results);
    if let Some(path) = &options.json {
        let text = serde_json::to_string_pretty(&json::json(&results, &requirements))? + "\n";
        fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    if !options.require {
        return Ok(ExitCode::SUCCESS);
    }
    println!();
    for requirement in &requirements {
        println!("{requirement}");
    }
    Ok(if requirements.iter().all(Requirement::holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
