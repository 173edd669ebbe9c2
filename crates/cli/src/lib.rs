//! The `sayso` command: files and the terminal around the engine.
//!
//! The binary is [`run`]. What else is public are the doors through which hostile text comes in and goes
//! out, for the fuzzers of this repository; it is no interface for other programs.

mod arguments;
mod command;
mod exit;
mod input;
mod output;
mod render;

use clap::Parser as _;

use arguments::{Arguments, Verb};

pub use exit::Exit;
pub use input::Failure;
pub use input::cases::stream as read_cases;
pub use input::found::read as read_policies;
pub use input::scenario::read as read_scenarios;
pub use render::failure::text as failure_text;
pub use render::verdict::text as verdict_text;

/// What is wrong with a credential report.
pub fn credential_report_faults(source: &sayso::Source) -> Vec<sayso::Diagnostic> {
    input::credential_report::read(source).faults
}

/// What is wrong with last accessed information.
pub fn last_accessed_faults(source: &sayso::Source) -> Vec<sayso::Diagnostic> {
    input::last_accessed::read(source).1
}

/// What is wrong with a file of CloudTrail, line and column first; each event is handed on.
pub fn trail_faults(
    bytes: &[u8],
    each: &mut dyn FnMut(&str) -> Result<(), String>,
) -> Vec<(usize, usize, String)> {
    let faults = input::trail::read_from(bytes, each).into_iter();
    faults.map(|fault| (fault.place.line, fault.place.column, fault.message)).collect()
}

/// Does what the command line asks for.
pub fn run() -> Exit {
    let arguments = Arguments::parse();
    arguments.color.apply();
    let result = match &arguments.verb {
        Verb::Simulate(simulate) => command::simulate::run(simulate),
        Verb::Test(test) => command::test::run(test),
        Verb::Lint(lint) => command::lint::run(lint),
        Verb::Rule(rule) => command::rule::run(rule),
        Verb::Can(can) => command::can::run(can),
        Verb::Audit(audit) => command::audit::run(audit),
        Verb::WhoCan(who_can) => command::who_can::run(who_can),
        Verb::WhatCan(what_can) => command::what_can::run(what_can),
        Verb::Matrix(matrix) => command::matrix::run(matrix),
        Verb::Prove(prove) => command::prove::run(prove),
        Verb::Diff(diff) => command::diff::run(diff),
        Verb::Replay(replay) => command::replay::run(replay),
        Verb::Shrink(shrink) => command::shrink::run(shrink),
        Verb::Why(why) => command::why::run(why),
        Verb::Lsp(lsp) => Ok(command::lsp::run(lsp)),
        Verb::Ui(ui) => command::ui::run(ui),
        Verb::Init(init) => command::init::run(init),
        Verb::Gallery(gallery) => command::gallery::run(gallery),
        Verb::Catalog(catalog) => command::catalog::run(catalog),
    };
    result.unwrap_or_else(|failure| {
        render::failure::print(&failure);
        Exit::Invalid
    })
}
