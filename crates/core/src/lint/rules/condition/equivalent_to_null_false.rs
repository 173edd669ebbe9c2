use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::presence::{self, Asks};

pub(super) static RULE: Rule = Rule {
    code: "EQUIVALENT_TO_NULL_FALSE",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzerSection,
    page: page(include_str!("equivalent_to_null_false.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    presence::check(context, findings, Asks::Presence);
}
