//! Faults of the input, on standard error.

use anstream::eprintln;

use super::snippet;
use crate::input::Failure;

/// Prints each fault: one line to click on, then the text it is about.
pub(crate) fn print(failure: &Failure) {
    match failure {
        Failure::Message(message) => eprintln!("sayso: {message}"),
        Failure::Faults(diagnostics) => {
            for diagnostic in diagnostics {
                eprintln!("{diagnostic}");
                if let Some(snippet) = snippet::of_diagnostic(diagnostic) {
                    eprintln!("{snippet}\n");
                }
            }
        }
    }
}
