use crate::condition::{BaseOperator, SetOperator};
use crate::diagnostic::Severity;
use crate::lint::conditions::clauses;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "NULL_WITH_QUALIFIER",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("null_with_qualifier.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, clause) in clauses(context) {
        let operator = clause.operator.value;
        let always = match operator.set {
            _ if operator.base != BaseOperator::Null => continue,
            Some(SetOperator::ForAllValues) => "true",
            Some(SetOperator::ForAnyValue) => "false",
            None => continue,
        };
        let message = format!("`{operator}` is always {always}");
        findings.add_help(clause.operator.span, message, "write `Null`");
    }
}
