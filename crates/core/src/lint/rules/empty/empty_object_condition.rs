use super::list::is_empty;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::fixes;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "EMPTY_OBJECT_CONDITION",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("empty_object_condition.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let elements = context.statements().filter_map(|statement| statement.condition.as_ref());
    for element in elements {
        let whole = element.clauses.is_empty() && is_empty(context, element.span);
        for span in element.empty.iter().chain(whole.then_some(&element.span)) {
            let fix = fixes::remove_member(context.source(), *span);
            findings.add_with(*span, "the object is empty and restricts nothing", |finding| match fix {
                Some(edit) => finding.fix("remove it", vec![edit], true),
                None => finding,
            });
        }
    }
}
