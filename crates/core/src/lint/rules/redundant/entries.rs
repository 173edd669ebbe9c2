//! Entries of a list that another one covers.

use crate::diagnostic::quote;
use crate::document::ListElement;
use crate::edit::remove_entry;
use crate::lint::context::Context;
use crate::lint::covering::{Cover, covered, repeated};
use crate::lint::findings::Findings;
use crate::lint::statement_globs::Element;
use crate::source::Span;

/// Finds them in the list as written, and as made ready to be compared, where it is not too long for that.
pub(super) fn check_list<T: Cover>(
    element: &ListElement,
    globs: Option<&Element<T>>,
    findings: &mut Findings<'_>,
    same: impl Fn(&str) -> String,
) {
    let mut pairs = repeated(element.entries.iter().map(|entry| same(&entry.value)));
    pairs.extend(covered(globs.map_or(&[], |element| &element.globs)));
    pairs.sort_unstable();
    pairs.dedup_by_key(|(number, _)| *number);
    let spans: Vec<Span> = element.entries.iter().map(|entry| entry.span).collect();
    for (number, by) in pairs {
        if findings.is_full() {
            return;
        }
        let (Some(entry), Some(by)) = (element.entries.get(number), element.entries.get(by)) else {
            continue;
        };
        let message = if same(&entry.value) == same(&by.value) {
            format!("{} is listed before", quote(&entry.value))
        } else {
            format!("{} is part of {}", quote(&entry.value), quote(&by.value))
        };
        let fix = remove_entry(&spans, number);
        findings.add_with(entry.span, message, |finding| {
            let finding = finding.label(by.span, "this covers it");
            match fix {
                Some(edit) => finding.fix(format!("remove {}", quote(&entry.value)), vec![edit], true),
                None => finding,
            }
        });
    }
}

/// Hands each statement's list with what it was made to.
pub(super) fn each<'c, T: 'c>(
    context: &'c Context<'_>,
    list: impl Fn(&'c crate::document::StatementNode) -> Option<&'c ListElement>,
    globs: impl Fn(&'c crate::lint::statement_globs::StatementGlobs<'_>) -> Option<&'c Element<T>>,
) -> impl Iterator<Item = (&'c ListElement, Option<&'c Element<T>>)> {
    let of = context.globs();
    let with = move |(number, statement)| Some((list(statement)?, of.get(number).and_then(&globs)));
    context.document.statements().iter().enumerate().filter_map(with)
}
