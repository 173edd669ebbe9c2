use crate::condition::Instant;
use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::Compared;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::typed;

pub(super) static RULE: Rule = Rule {
    code: "TYPE_MISMATCH_DATE",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("type_mismatch_date.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    typed::check(context, findings, &[Compared::Date], |_, value| {
        let message = || format!("{} is no date", quote(value));
        Instant::parse(value).is_none().then(|| (message(), "write `2026-12-31` or `2026-12-31T23:59:59Z`"))
    });
}
