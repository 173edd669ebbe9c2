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
