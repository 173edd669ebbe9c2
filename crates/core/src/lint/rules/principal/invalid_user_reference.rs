use crate::diagnostic::{Severity, quote};
use crate::document::StatementNode;
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "INVALID_USER_REFERENCE",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_user_reference.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for principal in context.statements().flat_map(StatementNode::principals) {
        let value = &principal.value;
        if value.value.starts_with("AIDA") {
            let message = format!("{} is the id of a user, who was deleted", quote(&value.value));
            findings.add_help(value.span, message, "name the user by its ARN, or remove the entry");
        }
    }
}
