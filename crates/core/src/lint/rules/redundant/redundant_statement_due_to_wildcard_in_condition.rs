use super::wildcard::constant;
use crate::diagnostic::Severity;
use crate::diagnostic::quote;
use crate::document::StatementNode;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("redundant_statement_due_to_wildcard_in_condition.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for clause in context.statements().flat_map(StatementNode::clauses) {
        if constant(context, clause) == Some(false) {
            let message = format!(
                "the condition on {} is never true: the statement never applies",
                quote(&clause.key.value)
            );
            let help = "write the values that are meant, or remove the statement";
            findings.add_help(clause.span, message, help);
        }
    }
}
