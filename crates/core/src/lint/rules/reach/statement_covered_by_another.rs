use super::pairs::covered_by;
use crate::diagnostic::Severity;
use crate::document::Effect;
use crate::edit::remove_entry;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    code: "STATEMENT_COVERED_BY_ANOTHER",
    severity: Severity::Suggestion,
    origin: Origin::Sayso,
    page: page(include_str!("statement_covered_by_another.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let statements = context.document.statements();
    let spans: Vec<Span> = statements.iter().map(|statement| statement.span).collect();
    let pairs = [Effect::Allow, Effect::Deny].map(|effect| covered_by(context, effect, effect));
    for (number, by) in pairs.into_iter().flatten() {
        let (Some(span), Some(by)) = (spans.get(number), spans.get(by)) else { continue };
        let fix = remove_entry(&spans, number);
        let message = "another statement applies to all that this one applies to";
        findings.add_with(context.opening(*span), message, |finding| {
            let finding = finding.label(context.opening(*by), "that statement");
            match fix {
                Some(edit) => finding.fix("remove the statement", vec![edit], true),
                None => finding,
            }
        });
    }
}
