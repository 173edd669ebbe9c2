//! Why something can't be read.

use sayso::Diagnostic;
use serde::Serialize;

use crate::offsets::{Offsets, Place};

/// The name of a case's own text.
pub(crate) const CASE: &str = "case";

#[derive(Debug, Serialize)]
pub(crate) struct Fault {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    line: u32,
    column: u32,
    #[serde(flatten)]
    place: Place,
}

impl From<&Diagnostic> for Fault {
    fn from(diagnostic: &Diagnostic) -> Self {
        let source = &diagnostic.source;
        let start = source.line_column(diagnostic.span.start);
        Self {
            code: diagnostic.code,
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            document: (source.name() != CASE).then(|| source.name().to_owned()),
            line: start.line,
            column: start.column,
            place: Offsets::new(source.text()).place(diagnostic.span),
        }
    }
}

pub(crate) fn faults(diagnostics: &[Diagnostic]) -> Vec<Fault> {
    diagnostics.iter().map(Fault::from).collect()
}

/// All of them in one sentence.
pub(crate) fn sentence(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
