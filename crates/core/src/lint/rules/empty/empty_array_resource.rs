use super::list::check_element;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "EMPTY_ARRAY_RESOURCE",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("empty_array_resource.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    check_element(context, findings, |statement| statement.resource.as_ref());
}
