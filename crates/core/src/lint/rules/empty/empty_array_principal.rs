use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "EMPTY_ARRAY_PRINCIPAL",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("empty_array_principal.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let elements = context.statements().filter_map(|statement| statement.principal.as_ref());
    for element in elements {
        for span in &element.empty {
            findings.add_help(*span, "the list names nobody", "name the principals, or remove the list");
        }
    }
}
