//! Keys with a few possible values.

use crate::condition::BaseOperator;
use crate::diagnostic::quote;
use crate::document::ConditionClause;
use crate::lint::conditions::{ClauseExt as _, Compared, clauses, has_variable};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::pattern::{Pattern, Resolved, Syntax};
use crate::truth::Truth;

/// Tells every value of `key` that is, or matches, none of `known`.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings<'_>, key: &str, known: &[&str]) {
    let of_key = clauses(context).map(|(_, clause)| clause).filter(|clause| clause.is_about(key));
    for clause in of_key.filter(|clause| clause.compared() == Compared::Text) {
        for value in clause.values.iter().filter(|value| !has_variable(&value.value)) {
            if findings.is_full() {
                return;
            }
            if !known.iter().any(|known| fits(clause, &value.value, known)) {
                let message = format!("{} is no value of `{key}`", quote(&value.value));
                findings.add_help(value.span, message, format!("write one of `{}`", known.join("`, `")));
            }
        }
    }
}

fn fits(clause: &ConditionClause, value: &str, known: &str) -> bool {
    match clause.operator.value.base {
        BaseOperator::StringEqualsIgnoreCase | BaseOperator::StringNotEqualsIgnoreCase => {
            value.eq_ignore_ascii_case(known)
        }
        _ => {
            let syntax = Syntax { wildcards: clause.takes_wildcards(), variables: false };
            Pattern::parse(value, syntax).matches(known, |_| Resolved::Void) == Truth::Yes
        }
    }
}
