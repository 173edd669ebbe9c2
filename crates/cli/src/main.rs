//! The `sayso` command.

fn main() -> sayso_cli::Exit {
    sayso_cli::run()
}
