use super::fitting::{Fitting, Place};
use crate::diagnostic::Severity;
use crate::diagnostic::quote;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "RESOURCE_WITHOUT_MATCHING_ACTION",
    severity: Severity::Suggestion,
    origin: Origin::Sayso,
    page: page(include_str!("resource_without_matching_action.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !context.is_identity_like() {
        return;
    }
    let mut fitting = Fitting::new();
    for statement in context.known_statements() {
        if fitting.is_done() || findings.is_full() {
            return;
        }
        let places = Place::all(context, statement);
        if places.is_empty() || statement.actions().is_empty() {
            continue;
        }
        let lists: Option<Vec<_>> =
            statement.actions().iter().map(|entry| fitting.actions_of(context, &entry.value)).collect();
        let Some(lists) = lists else { continue };
        for place in &places {
            let taken = lists.iter().flatten().any(|action| fitting.fits(action, place));
            if !taken {
                let message = format!("no action of the statement takes {}", quote(&place.entry.value));
                let help = "name the action that is meant, or remove the entry";
                findings.add_help(place.entry.span, message, help);
            }
        }
    }
}
