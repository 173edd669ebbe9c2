use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::places::{self, Fault};

pub(super) static RULE: Rule = Rule {
    code: "MISSING_BRACE_IN_VARIABLE",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("missing_brace_in_variable.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    places::check(
        context,
        findings,
        Fault::Brace,
        "has a variable without `}`",
        "close it: `${aws:username}`",
    );
}
