use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::permissive;

pub(super) static RULE: Rule = Rule {
    code: "VARIABLE_USAGE_TOO_PERMISSIVE",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("variable_usage_too_permissive.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    permissive::check(context, findings, |clause, value| {
        let variable = permissive::chosen_variable(clause, value)?;
        Some(format!("the caller chooses what {} stands for", quote(variable)))
    });
}
