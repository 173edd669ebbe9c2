use crate::condition::{BaseOperator, Decimal};
use crate::diagnostic::Severity;
use crate::diagnostic::quote;
use crate::document::{ConditionClause, StatementNode};
use crate::edit::TextEdit;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::source::Spanned;
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    code: "REDUNDANT_CONDITION_VALUE_NUM",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("redundant_condition_value_num.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for clause in context.statements().flat_map(StatementNode::clauses) {
        let Some(kept) = widest(clause) else { continue };
        let written = context.source().slice(kept.span);
        let message = format!("of these bounds only {} counts", quote(&kept.value));
        let edit = TextEdit { span: clause.span, replacement: written.to_owned() };
        findings.add_with(clause.span, message, |finding| {
            finding.label(kept.span, "this bound").fix(
                format!("keep {}", quote(&kept.value)),
                vec![edit],
                true,
            )
        });
    }
}

/// The bound that covers all others of the clause.
fn widest(clause: &ConditionClause) -> Option<&Spanned<String>> {
    use BaseOperator as Op;
    let wider = match clause.operator.value.base {
        Op::NumericLessThan | Op::NumericLessThanEquals => Ordering::Greater,
        Op::NumericGreaterThan | Op::NumericGreaterThanEquals => Ordering::Less,
        _ => return None,
    };
    let (first, rest) = clause.values.split_first().filter(|(_, rest)| !rest.is_empty())?;
    rest.iter()
        .try_fold((first, Decimal::parse(&first.value)?), |(best, bound), next| {
            let other = Decimal::parse(&next.value)?;
            Some(if other.compare(&bound) == wider { (next, other) } else { (best, bound) })
        })
        .map(|(best, _)| best)
}
