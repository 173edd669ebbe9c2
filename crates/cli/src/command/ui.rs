//! `sayso ui`: the page, from this machine to its browser.
//!
//! The server is our own, on the standard library: it has one file to give, and crates that serve HTTP bring a runtime
//! with them or are no longer maintained.

mod page;
mod request;
mod respond;
mod server;

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::thread;

use clap::Args;

use crate::exit::Exit;
use crate::input::Failure;
use crate::output;

const EXAMPLES: &str = "\
Examples:
  sayso ui                  open the page in the browser
  sayso ui --port 8080      always at one address, where the browser keeps the page's theme
  sayso ui --no-open        print the address only

The page is a part of this program: it loads nothing, sends nothing, and only this machine can
open it. Ctrl+C ends it. docs/page.md tells more.
Exit codes: 2 the port is taken or may not be used.";

/// Open the page: policies and requests, decided as you type
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, after_help = "See `sayso ui --help` for examples.")]
pub(crate) struct Ui {
    /// The port of 127.0.0.1; 0 is any free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// Print the address without opening a browser
    #[arg(long)]
    no_open: bool,
}

pub(crate) fn run(flags: &Ui) -> Result<Exit, Failure> {
    let (listener, port) = listen(flags.port)?;
    let address = format!("http://127.0.0.1:{port}/");
    output::line(&address);
    output::line("Only this machine can open it. Ctrl+C ends it.");
    if !flags.no_open {
        // Beside the server, since some ways to open wait for the browser.
        thread::spawn(move || {
            if let Err(error) = open::that_detached(&address) {
                anstream::eprintln!("sayso: no browser opens, so open {address} yourself: {error}");
            }
        });
    }
    server::serve(&listener, port);
    Ok(Exit::Success)
}

/// On loopback only: what is at work here is nobody else's business.
fn listen(port: u16) -> Result<(TcpListener, u16), Failure> {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .and_then(|listener| listener.local_addr().map(|address| (listener, address.port())));
    bound.map_err(|error| {
        Failure::Message(match error.kind() {
            ErrorKind::AddrInUse => {
                format!("port `{port}` is taken: name another one with --port, or none for any free one")
            }
            _ => format!("cannot listen on `127.0.0.1:{port}`: {error}"),
        })
    })
}
