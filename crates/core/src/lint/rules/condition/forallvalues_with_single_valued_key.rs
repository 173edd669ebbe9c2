use crate::condition::{BaseOperator, SetOperator};
use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::clauses;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("forallvalues_with_single_valued_key.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, clause) in clauses(context) {
        let operator = clause.operator.value;
        if operator.set != Some(SetOperator::ForAllValues) || operator.base == BaseOperator::Null {
            continue;
        }
        if context.reference().condition_key(&clause.key.value).is_some_and(|key| !key.is_multivalued()) {
            let key = quote(&clause.key.value);
            let message = format!("{key} has one value, and `{operator}` is true without it");
            let plain = crate::condition::ConditionOperator { set: None, ..operator };
            findings.add_with(clause.operator.span, message, |finding| {
                finding.help(format!("write `{plain}`")).label(clause.key.span, "this key")
            });
        }
    }
}
