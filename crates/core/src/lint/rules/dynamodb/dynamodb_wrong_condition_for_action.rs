use crate::diagnostic::Severity;
use crate::lint::conditions::{ClauseExt as _, Compared};
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::reaching::literal_actions;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "DYNAMODB_WRONG_CONDITION_FOR_ACTION",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzerSection,
    page: page(include_str!("dynamodb_wrong_condition_for_action.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for statement in context.statements() {
        for key in ["dynamodb:Select", "dynamodb:ReturnValues"] {
            let wrong = |clause: &&crate::document::ConditionClause| {
                clause.is_about(key)
                    && !clause.operator.value.if_exists
                    && clause.compared() != Compared::Presence
            };
            let Some(clause) = statement.clauses().iter().find(wrong) else { continue };
            for entry in literal_actions(statement) {
                let action = context.reference().action(&entry.value);
                let Some(action) = action.filter(|action| action.service().prefix() == "dynamodb") else {
                    continue;
                };
                if findings.is_full() || action.carries_key(key) {
                    continue;
                }
                findings.add_with(
                    entry.span,
                    format!("requests for `{action}` do not carry `{key}`"),
                    |finding| {
                        finding
                            .help("write `StringEqualsIfExists`, or another statement")
                            .label(clause.key.span, "tested here")
                    },
                );
            }
        }
    }
}
