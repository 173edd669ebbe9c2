use super::wildcard::constant;
use crate::diagnostic::Severity;
use crate::diagnostic::quote;
use crate::document::StatementNode;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::fixes;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("redundant_key_due_to_wildcard_in_condition.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for clause in context.statements().flat_map(StatementNode::clauses) {
        if constant(context, clause) != Some(true) {
            continue;
        }
        let message = format!("the condition on {} is always true", quote(&clause.key.value));
        let fix = fixes::remove_member(context.source(), clause.span);
        findings.add_with(clause.span, message, |finding| {
            let finding = finding.help("write the values that are meant, or remove the key");
            match fix {
                Some(edit) => finding.fix("remove the key", vec![edit], clause.operator.value.set.is_some()),
                None => finding,
            }
        });
    }
}
