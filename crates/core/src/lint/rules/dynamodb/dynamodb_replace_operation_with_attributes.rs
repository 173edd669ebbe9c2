use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::reaching::reached;
use crate::lint::rule::{Origin, Rule, page};

use super::attributes;

pub(super) static RULE: Rule = Rule {
    code: "DYNAMODB_REPLACE_OPERATION_WITH_ATTRIBUTES",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzerSection,
    page: page(include_str!("dynamodb_replace_operation_with_attributes.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for statement in context.statements().filter(|statement| statement.allows()) {
        let Some(clause) = attributes::narrowed(statement).filter(|_| !findings.is_full()) else { continue };
        for action in ["dynamodb:PutItem", "dynamodb:BatchWriteItem"] {
            if let Some(span) = reached(statement, action) {
                findings.add_with(span, format!("`{action}` replaces whole items"), |finding| {
                    finding
                        .help("allow `dynamodb:UpdateItem` instead")
                        .label(clause.key.span, "only these attributes are meant to be written")
                });
            }
        }
    }
}
