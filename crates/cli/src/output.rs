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

/// Prints texts as they come, a line each, with `between` at the end of all but the last. They have no styles.
pub(crate) fn lines(texts: impl Iterator<Item = String>, between: &str) {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut is_first = true;
    for text in texts {
        let before = if is_first { ["", ""] } else { [between, "\n"] };
        is_first = false;
        settle(before.iter().chain([&&*text]).try_for_each(|part| out.write_all(part.as_bytes())));
    }
    let end: &[u8] = if is_first { b"" } else { b"\n" };
    settle(out.write_all(end).and_then(|()| out.flush()));
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
