//! Standard output, where a reader that went away is no fault.

mod progress;

use std::fmt::Display;
use std::io::{self, ErrorKind, Write as _};
use std::process;

pub(crate) use progress::Progress;

/// Prints a line. A closed pipe ends the run quietly, as `sayso … | head` expects; any other failure
/// to write ends it with exit code 2.
pub(crate) fn line(text: impl Display) {
    settle(writeln!(anstream::stdout(), "{text}"));
}

/// Prints bytes as they are, escape sequences included.
pub(crate) fn bytes(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    settle(out.write_all(bytes).and_then(|()| out.flush()));
}

fn settle(written: io::Result<()>) {
    if let Err(error) = written {
        if error.kind() == ErrorKind::BrokenPipe {
            process::exit(0);
        }
        let _ = writeln!(anstream::stderr(), "sayso: cannot write the output: {error}");
        process::exit(2);
    }
}
