//! Conditions that ask no more than whether a key is there.

use crate::condition::SetOperator;
use crate::diagnostic::quote;
use crate::document::ConditionClause;
use crate::lint::conditions::{ClauseExt as _, Compared, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;

/// What a condition comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    Absence,
    Presence,
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings<'_>, wanted: Asks) {
    for (_, clause) in clauses(context) {
        if findings.is_full() {
            return;
        }
        if asks(context, clause) == Some(wanted) {
            let (what, value) = match wanted {
                Asks::Absence => ("is met only without", "true"),
                Asks::Presence => ("is met by every value of", "false"),
            };
            let key = quote(&clause.key.value);
            let message = format!("`{}` {what} {key}", clause.operator.value);
            let help = format!("write `\"Null\": {{\"…\": \"{value}\"}}`");
            findings.add_help(clause.key.span, message, help);
        }
    }
}

fn asks(context: &Context<'_>, clause: &ConditionClause) -> Option<Asks> {
    let operator = clause.operator.value;
    if !matches_everything(clause) {
        return None;
    }
    match (operator.set, operator.base.is_negated()) {
        // Under a plain operator a list is never matched, whatever the values.
        (None, _) if is_list(context, clause) => None,
        (None | Some(SetOperator::ForAllValues), true) => Some(Asks::Absence),
        (None | Some(SetOperator::ForAnyValue), false) if !operator.if_exists => Some(Asks::Presence),
        _ => None,
    }
}

fn is_list(context: &Context<'_>, clause: &ConditionClause) -> bool {
    context.reference().condition_key(&clause.key.value).is_some_and(|key| key.is_multivalued())
}

/// Whether the values, taken together, leave nothing out.
fn matches_everything(clause: &ConditionClause) -> bool {
    let has = |wanted: &dyn Fn(&str) -> bool| clause.values.iter().any(|value| wanted(&value.value));
    match clause.compared() {
        Compared::Text if clause.takes_wildcards() => {
            has(&|value| !value.is_empty() && value.bytes().all(|byte| byte == b'*'))
        }
        Compared::Ip => has(&|value| value == "0.0.0.0/0") && has(&|value| value == "::/0"),
        _ => false,
    }
}
