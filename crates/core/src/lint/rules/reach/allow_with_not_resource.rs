use super::negated::check_allows;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "ALLOW_WITH_NOT_RESOURCE",
    severity: Severity::Suggestion,
    origin: Origin::Sayso,
    page: page(include_str!("allow_with_not_resource.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let message = "allows all resources but those listed";
    check_allows(context, findings, |statement| statement.resource.as_ref(), message);
}
