//! The engines, in the order of the table.

mod cedar;
mod iam_rs;
mod node;
mod ours;
mod simulate;

use anyhow::Result;

use crate::engine::Engine;
use crate::library::Linked;
use crate::questions::Questions;

pub(crate) use cedar::Cedar;
pub(crate) use iam_rs::IamRs;
pub(crate) use ours::{Sayso, SaysoTraced};
pub(crate) use simulate::{CHEAPEST, Simulate};

/// The engines that take part, and of those that don't, why.
pub(crate) struct Field<'a> {
    pub(crate) engines: Vec<Box<dyn Engine + 'a>>,
    pub(crate) left_out: Vec<String>,
}

/// The engines that are linked in; they are always there.
pub(crate) fn linked<'a>(questions: &Questions<'a>) -> Result<Vec<Box<dyn Engine + 'a>>> {
    Ok(vec![
        Box::new(Linked::new(Sayso, questions)?),
        Box::new(Linked::new(SaysoTraced, questions)?),
        Box::new(Linked::new(IamRs, questions)?),
        Box::new(Linked::new(Cedar::new()?, questions)?),
    ])
}

/// Every engine that this machine can run.
pub(crate) fn field<'a>(questions: &Questions<'a>) -> Result<Field<'a>> {
    let mut field = Field { engines: linked(questions)?, left_out: Vec::new() };
    match Simulate::entries(questions) {
        Ok(entries) => field.engines.extend(entries.map(|entry| Box::new(entry) as Box<dyn Engine>)),
        Err(why) => field.left_out.push(format!("iam-simulate: {why:#}")),
    }
    Ok(field)
}

/// The version of a package that this build links.
fn locked(package: &str) -> &'static str {
    let after = include_str!("../Cargo.lock").split(&format!("name = \"{package}\"\nversion = \"")).nth(1);
    after.and_then(|after| after.split('"').next()).unwrap_or("unknown")
}
