//! Standard output, where a reader that went away is no fault.

use std::fmt::Display;
use std::io::{ErrorKind, Write as _};
use std::process;

/// Prints a line. A closed pipe ends the run quietly, as `sayso … | head` expects; any other failure
/// to write ends it with exit code 2.
pub(crate) fn line(text: impl Display) {
    if let Err(error) = writeln!(anstream::stdout(), "{text}") {
        if error.kind() == ErrorKind::BrokenPipe {
            process::exit(0);
        }
        let _ = writeln!(anstream::stderr(), "sayso: cannot write the output: {error}");
        process::exit(2);
    }
}
