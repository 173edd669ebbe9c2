//! `cargo xtask web`: the page, built from the engine outwards. ARCHITECTURE.md tells how it reaches the binary.

mod bindgen;
mod data;
mod embed;
mod engine;
mod npm;
mod stamp;

use std::path::PathBuf;

use anyhow::Result;
use engine::Engine;

use crate::repository;

/// Build the page: two engines as WebAssembly, their data, and the hosted and the single-file page (needs node and npm).
///
/// The engine is built with the target wasm32-unknown-unknown of rustup where it is installed, or else with a rustc on
/// PATH that has the standard library's source, such as Debian's packages rustc-web and rust-web-src.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Then run the page's tests, those in a browser too (needs chromium, or CHROMIUM)
    #[arg(long)]
    test: bool,
    /// Put the page into the sources of the binary, for `sayso ui`; without it, they have to have this one
    #[arg(long)]
    embed: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    // Before the build: what is changed during it is in the next one.
    let stamp = stamp::of_sources()?;
    for engine in Engine::ALL {
        println!("== the engine {}", engine.name());
        let built = engine::build(engine)?;
        println!("== its JavaScript");
        bindgen::write(&built, engine.name(), &generated())?;
    }
    println!("== their data");
    data::write(&generated())?;
    println!("== the page");
    npm::install()?;
    for script in ["scripts/rules.mjs", "scripts/gallery.mjs", "scripts/account.mjs"] {
        npm::node(&[script])?;
    }
    npm::run("build")?;
    if args.test {
        println!("== the page's tests");
        data::write_vectors(&generated())?;
        npm::run("test")?;
        npm::run("test:e2e")?;
    }
    println!("== the page in the binary");
    if args.embed { embed::write(&stamp) } else { embed::check(&stamp) }
}

fn folder() -> PathBuf {
    repository().join("web")
}

/// What the page's build takes from here; not committed.
fn generated() -> PathBuf {
    folder().join("generated")
}
