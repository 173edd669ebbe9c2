//! The `sayso` command: files and the terminal around the engine.

mod arguments;
mod command;
mod exit;
mod input;
mod output;
mod render;

use clap::Parser as _;

use arguments::{Arguments, Verb};
use exit::Exit;

fn main() -> Exit {
    let arguments = Arguments::parse();
    arguments.color.apply();
    let result = match &arguments.verb {
        Verb::Simulate(simulate) => command::simulate::run(simulate),
        Verb::Test(test) => command::test::run(test),
        Verb::Gallery(gallery) => command::gallery::run(gallery),
    };
    result.unwrap_or_else(|failure| {
        render::failure::print(&failure);
        Exit::Invalid
    })
}
