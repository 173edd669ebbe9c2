//! Values that are not of the type that their operator compares.

use crate::document::ConditionClause;
use crate::lint::conditions::{ClauseExt as _, Compared, clauses, has_variable};
use crate::lint::context::Context;
use crate::lint::findings::Findings;

/// Asks `fault` about every value under operators of these kinds: a message and what to write. Values with
/// variables have a rule of their own.
pub(super) fn check(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    kinds: &[Compared],
    fault: impl Fn(&ConditionClause, &str) -> Option<(String, &'static str)>,
) {
    for (_, clause) in clauses(context).filter(|(_, clause)| kinds.contains(&clause.compared())) {
        for value in clause.values.iter().filter(|value| !has_variable(&value.value)) {
            if findings.is_full() {
                return;
            }
            if let Some((message, help)) = fault(clause, &value.value) {
                findings.add_help(value.span, message, help);
            }
        }
    }
}
