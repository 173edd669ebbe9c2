use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::clauses;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::keys;

pub(super) static RULE: Rule = Rule {
    code: "DEPRECATED_GLOBAL_CONDITION_KEY",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("deprecated_global_condition_key.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, clause) in clauses(context) {
        if let Some(newer) = keys::newer(clause) {
            let message = format!("the condition key {} is an old name", quote(&clause.key.value));
            findings.add_help(clause.key.span, message, format!("write `{newer}`"));
        }
    }
}
