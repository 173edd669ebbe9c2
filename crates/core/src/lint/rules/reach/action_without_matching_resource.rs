use super::fitting::{Fitting, Place};
use crate::diagnostic::Severity;
use crate::diagnostic::quote;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::source::Spanned;

pub(super) static RULE: Rule = Rule {
    code: "ACTION_WITHOUT_MATCHING_RESOURCE",
    severity: Severity::Suggestion,
    origin: Origin::Sayso,
    page: page(include_str!("action_without_matching_resource.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !context.is_identity_like() {
        return;
    }
    let mut fitting = Fitting::new();
    for statement in context.known_statements() {
        let places = Place::all(context, statement);
        let literal = |entry: &&Spanned<String>| !places.is_empty() && !entry.value.contains(['*', '?']);
        for entry in statement.actions().iter().filter(literal) {
            if fitting.is_done() || findings.is_full() {
                return;
            }
            let Some(action) = context.reference().action(&entry.value) else { continue };
            if places.iter().any(|place| fitting.fits(&action, place)) {
                continue;
            }
            let types: Vec<&str> =
                action.resource_types().take(3).map(|taken| taken.resource_type.name()).collect();
            let message = match types.as_slice() {
                [] => format!("{} takes no resource but `*`", quote(&entry.value)),
                types => format!("{} takes other resources: {}", quote(&entry.value), types.join(", ")),
            };
            findings.add_with(entry.span, message, |finding| match &statement.resource {
                Some(element) => finding.label(element.key, "none of these"),
                None => finding,
            });
        }
    }
}
