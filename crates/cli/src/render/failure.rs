//! Faults of the input, on standard error.

use anstream::eprint;
use sayso::Diagnostic;
use sayso::harmless::one_line;

use super::snippet;
use crate::input::Failure;

pub(crate) fn print(failure: &Failure) {
    eprint!("{}", text(failure));
}

/// Each fault: one line to click on, then the text it is about.
pub fn text(failure: &Failure) -> String {
    match failure {
        Failure::Message(message) => format!("sayso: {}\n", one_line(message)),
        Failure::Faults(diagnostics) => diagnostics.iter().map(fault).collect(),
    }
}

fn fault(diagnostic: &Diagnostic) -> String {
    match snippet::of_diagnostic(diagnostic) {
        Some(snippet) => format!("{diagnostic}\n{snippet}\n\n"),
        None => format!("{diagnostic}\n"),
    }
}
