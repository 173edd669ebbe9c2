use crate::condition::Instant;
use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::{ClauseExt as _, Compared};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::typed;

pub(super) static RULE: Rule = Rule {
    code: "INVALID_DATE_VALUE",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_date_value.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    typed::check(context, findings, &[Compared::Date], |clause, value| {
        let is_date = value.contains('-') || value.len() == 4;
        if is_date || clause.is_about("aws:EpochTime") || Instant::parse(value).is_none() {
            return None;
        }
        let message = format!("{} is a date in seconds since 1970", quote(value));
        Some((message, "write it as `2026-12-31T23:59:59Z`"))
    });
}
