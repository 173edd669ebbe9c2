use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::{ClauseExt as _, Compared, clauses, has_variable};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "INVALID_VARIABLE_FOR_OPERATOR",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_variable_for_operator.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, clause) in clauses(context) {
        if matches!(clause.compared(), Compared::Text | Compared::Arn) {
            continue;
        }
        for value in clause.values.iter().filter(|value| has_variable(&value.value)) {
            let operator = clause.operator.value;
            let message = format!("`{operator}` takes no variables, found {}", quote(&value.value));
            findings.add_help(value.span, message, "write the value itself");
        }
    }
}
