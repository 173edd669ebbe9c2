use super::negated::check_allows;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "ALLOW_WITH_NOT_ACTION",
    severity: Severity::Suggestion,
    origin: Origin::Sayso,
    page: page(include_str!("allow_with_not_action.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let message = "allows all actions but those listed";
    check_allows(context, findings, |statement| statement.action.as_ref(), message);
}
