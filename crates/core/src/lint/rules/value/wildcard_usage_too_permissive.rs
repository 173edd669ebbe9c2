use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::ClauseExt as _;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::permissive;

pub(super) static RULE: Rule = Rule {
    code: "WILDCARD_USAGE_TOO_PERMISSIVE",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("wildcard_usage_too_permissive.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    permissive::check(context, findings, |clause, value| {
        let is_wide = clause.takes_wildcards() && permissive::has_early_wildcard(clause, value);
        is_wide.then(|| format!("{} matches strangers", quote(value)))
    });
}
