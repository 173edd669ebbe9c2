use super::grouped::{Found, report, with};
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "PRIVILEGE_ESCALATION",
    severity: Severity::SecurityWarning,
    origin: Origin::Sayso,
    page: page(include_str!("privilege_escalation.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let certain = context.escalations().iter().filter(|escalation| escalation.is_certain());
    let found = certain.map(|escalation| {
        let mut found = Found::escalation(escalation, String::new());
        found.text = format!("{} gives {}", with(&found.actions), escalation.gives);
        found
    });
    let message = |ways: &str, count: usize| match count {
        1 => format!("a way to more permissions: {ways}"),
        _ => format!("{count} ways to more permissions, such as: {ways}"),
    };
    let help = "name the resources, or leave out an action of each way";
    report(context, findings, found.collect(), message, help);
}
