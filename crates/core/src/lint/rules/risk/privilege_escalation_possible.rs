use super::grouped::{Found, report, with};
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::risk::Escalation;
use crate::sorted::sorted;

pub(super) static RULE: Rule = Rule {
    code: "PRIVILEGE_ESCALATION_POSSIBLE",
    severity: Severity::Suggestion,
    origin: Origin::Sayso,
    page: page(include_str!("privilege_escalation_possible.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let possible = context.escalations().iter().filter(|escalation| !escalation.is_certain());
    let found = possible.map(|escalation| {
        let mut found = Found::escalation(escalation, String::new());
        found.text = format!("{} gives {}{}", with(&found.actions), escalation.gives, on(escalation));
        found
    });
    let message = |ways: &str, count: usize| match count {
        1 => format!("perhaps a way to more permissions: {ways}"),
        _ => format!("perhaps {count} ways to more permissions, such as: {ways}"),
    };
    let help = "see what the resources may do, and name those that are meant";
    report(context, findings, found.collect(), message, help);
}

/// What it depends on.
fn on(escalation: &Escalation) -> String {
    let keys = escalation.steps.iter().flat_map(|step| &step.keys);
    let keys = sorted(keys.map(|key| format!("`{}`", key.as_str())));
    if keys.is_empty() { String::new() } else { format!(", on conditions on {}", keys.join(", ")) }
}
