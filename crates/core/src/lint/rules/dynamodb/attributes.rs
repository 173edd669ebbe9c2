//! Statements that allow some attributes of items only.

use crate::document::{ConditionClause, StatementNode};
use crate::lint::conditions::{ClauseExt as _, Compared};
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;
use crate::lint::reaching::reached;

/// What else such a statement has to test, so that nothing goes past the attributes.
pub(super) struct Guard {
    pub(super) key: &'static str,
    pub(super) values: &'static [&'static str],
    /// The actions whose requests carry the key.
    pub(super) actions: &'static [&'static str],
    pub(super) help: &'static str,
}

/// Tells statements that narrow the attributes and lack the guard.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings<'_>, guard: &Guard) {
    for statement in context.statements().filter(|statement| statement.allows()) {
        let Some(clause) = narrowed(statement) else { continue };
        if findings.is_full() || statement.clauses().iter().any(|clause| guard.is_met_by(clause)) {
            continue;
        }
        let reached = guard.actions.iter().find_map(|action| Some((*action, reached(statement, action)?)));
        if let Some((action, span)) = reached {
            let message = format!("`{action}` goes past these attributes");
            findings.add_with(clause.key.span, message, |finding| {
                finding.help(guard.help).label(span, "allowed here")
            });
        }
    }
}

/// The clause that lets only some attributes through.
pub(super) fn narrowed(statement: &StatementNode) -> Option<&ConditionClause> {
    statement.clauses().iter().find(|clause| is_positive(clause) && clause.is_about("dynamodb:Attributes"))
}

fn is_positive(clause: &ConditionClause) -> bool {
    clause.compared() == Compared::Text && !clause.operator.value.base.is_negated()
}

impl Guard {
    fn is_met_by(&self, clause: &ConditionClause) -> bool {
        let mut values = clause.values.iter();
        is_positive(clause)
            && clause.is_about(self.key)
            && !clause.values.is_empty()
            && values.all(|value| self.values.contains(&value.value.as_str()))
    }
}
