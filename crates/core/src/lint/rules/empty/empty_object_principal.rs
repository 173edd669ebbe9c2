use super::list::is_empty;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "EMPTY_OBJECT_PRINCIPAL",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("empty_object_principal.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let elements = context.statements().filter_map(|statement| statement.principal.as_ref());
    for element in elements.filter(|element| element.entries.is_empty() && is_empty(context, element.span)) {
        let message = "the object names nobody: the statement applies to nobody";
        findings.add_help(element.span, message, "name the principals, or remove the statement");
    }
}
