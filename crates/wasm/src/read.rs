//! Cases from their JSON.

use sayso::case::UnreadableCase;
use sayso::{Case, Diagnostic, Limits, Source, json, read_cases};

use crate::fault::CASE;
use crate::shelf::Shelf;

pub(crate) fn cases(shelf: &Shelf, text: &str) -> Result<Vec<Result<Case, UnreadableCase>>, Vec<Diagnostic>> {
    let (source, limits) = (Source::new(CASE, text), Limits::default());
    let node = json::parse(&source, &limits).map_err(|diagnostic| vec![diagnostic])?;
    Ok(read_cases(&source, &node, &limits, shelf))
}

/// The one case of a text.
pub(crate) fn case(shelf: &Shelf, text: &str) -> Result<Case, Vec<Diagnostic>> {
    let mut cases = cases(shelf, text)?;
    match (cases.pop(), cases.is_empty()) {
        (Some(case), true) => case.map_err(|unreadable| unreadable.diagnostics),
        _ => {
            let source = Source::new(CASE, text);
            let message = "expected one case, found none or several";
            Err(vec![Diagnostic::error("INVALID_CASE", &source, sayso::Span::at(0), message)])
        }
    }
}
