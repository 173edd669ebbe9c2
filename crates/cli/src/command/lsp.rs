//! `sayso lsp`: a language server, for any editor.
//!
//! The protocol's frames and the few messages that are needed are read here: the crates that have all of them bring
//! more code than this is, and end where a frame can't be read.

mod actions;
mod diagnostics;
mod message;
mod params;
mod position;
mod server;
mod suppress;
mod text;
mod uri;
mod wire;
mod writing;

use std::io::{self, BufReader};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::thread;

use clap::Args;

use crate::exit::Exit;
use message::Outgoing;
use server::Server;
use wire::Frame;

const EXAMPLES: &str = "\
An editor starts it and talks to it by the Language Server Protocol: docs/editors.md tells
how to set up some.

Exit codes: 0 the editor ended it as the protocol says, 1 otherwise, 2 nothing could be written.";

/// Tell an editor what is wrong, what could be written, and what is written
///
/// Diagnostics, hover, completion and quick fixes, over standard input and output.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, after_help = "See `sayso lsp --help` for more.")]
pub(crate) struct Lsp {
    /// Nothing else is there; editors pass it
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Messages read ahead while another is answered.
const AHEAD: usize = 64;

pub(crate) fn run(_: &Lsp) -> Exit {
    let (sender, receiver) = sync_channel(AHEAD);
    // It ends with its input, or with the process.
    thread::spawn(move || {
        let mut input = BufReader::new(io::stdin());
        while let Ok(frame) = wire::read(&mut input) {
            let is_last = matches!(frame, Frame::End);
            if sender.send(frame).is_err() || is_last {
                break;
            }
        }
    });
    let mut server = Server::default();
    while let Some(frame) = next(&receiver, &mut server) {
        let answers = match frame {
            Frame::Message(bytes) => server.take(&bytes),
            Frame::Fault(message) => vec![Outgoing::fault(&message)],
            Frame::End => break,
        };
        answers.iter().for_each(send);
        if server.is_over() {
            break;
        }
    }
    if server.was_shut_down() { Exit::Success } else { Exit::Negative }
}

/// The next frame. While there is none, texts that have changed are checked: of several changes in a row only the
/// last one counts.
fn next(receiver: &Receiver<Frame>, server: &mut Server) -> Option<Frame> {
    loop {
        match receiver.try_recv() {
            Ok(frame) => return Some(frame),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) => {}
        }
        match server.publish() {
            Some(message) => send(&message),
            None => return receiver.recv().ok(),
        }
    }
}

fn send(message: &Outgoing) {
    crate::output::bytes(&wire::frame(&message.to_json()));
}
